"""The parts gallery of the demo."""

from django.urls import path

from portal.interface.gallery import gallery

urlpatterns = [path("gallery/", gallery, name="gallery")]
