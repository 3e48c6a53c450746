"""Campaign templates: each notice is a module with its period, stages, goals and tasks as data."""

from types import ModuleType

from campaigns.notices import safe_wage_drive, winter_drive

TEMPLATES: dict[str, ModuleType] = {module.KEY: module for module in (safe_wage_drive, winter_drive)}
