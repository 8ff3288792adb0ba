"""The desk's addresses, under the language; mounted in the acceptance environment only."""

from django.urls import path

from beffroi.desk import card_reader_views, views

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
    path("cards/", card_reader_views.card_list, name="cards"),
    path("cards/<str:code>/unblock/", card_reader_views.unblock_card, name="unblock-card"),
    path("card-reader/", card_reader_views.reader, name="card-reader"),
    path("card-reader/sign/", card_reader_views.sign, name="card-reader-sign"),
]
