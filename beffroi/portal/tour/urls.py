"""The tour's pages, under the reader's language."""

from django.urls import path

from beffroi.portal.tour import views

app_name = "tour"
urlpatterns = [
    path("", views.tour, name="tour"),
    path("leave/", views.leave, name="leave"),
    path("<slug:code>/", views.step, name="step"),
    path("<slug:code>/done/", views.done, name="done"),
]
