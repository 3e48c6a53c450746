"""The interface's foundation: form rendering, template tags, menu registry, error pages, security headers. No models."""
