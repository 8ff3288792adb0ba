"""The desk's addresses, under the language; mounted in the acceptance environment only."""

from django.urls import path

from beffroi.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("persons/", views.person_list, name="persons"),
    path("phone/", views.phone_screen, name="phone"),
    path("phone/<int:account_id>/forget/", views.forget_account, name="forget-account"),
    path("mailbox/", views.mail_list, name="mailbox"),
    path("mailbox/<str:key>/html/", views.mail_html, name="mail-html"),
    path("post/", views.letter_list, name="post"),
    path("post/<str:reference>.pdf", views.letter, name="letter"),
]
