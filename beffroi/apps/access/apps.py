from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "beffroi.apps.access"
    label = "access"
    # The portal reads the directory and the accounts; rights are ended, never deleted.
    database_grants = {
        "access_organisation": {"portal": "SELECT"},
        "access_account": {"portal": "SELECT"},
        "access_membership": {"portal": "SELECT, INSERT, UPDATE"},
        "access_right": {"portal": "SELECT, INSERT, UPDATE"},
    }
