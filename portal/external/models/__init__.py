from portal.external.models.step import ExternalStep, ExternalStepQuerySet

__all__ = ["ExternalStep", "ExternalStepQuerySet"]
