"""The gallery; mounted in the acceptance environment only."""

from django.urls import path

from beffroi.ui import views

app_name = "ui"
urlpatterns = [
    path("", views.gallery, name="gallery"),
    path("errors/<int:status>/", views.error_sample, name="error-sample"),
]
