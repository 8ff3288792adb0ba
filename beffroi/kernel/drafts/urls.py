"""The pages of drafts, under the reader's language."""

from django.urls import path

from beffroi.kernel.drafts import views

app_name = "drafts"

urlpatterns = [
    path("", views.own, name="own"),
    path("save/", views.save, name="save"),
    path("discard/", views.discard, name="discard"),
]
