from portal.api.models.key import ApiCall, ApiKey, ApiKeyQuerySet

__all__ = ["ApiCall", "ApiKey", "ApiKeyQuerySet"]
