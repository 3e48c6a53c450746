"""The parts gallery of the demo."""

from django.urls import path

from portal.interface.gallery import gallery, gallery_confirm

urlpatterns = [path("gallery/", gallery, name="gallery"), path("gallery/confirm/", gallery_confirm, name="gallery_confirm")]
