"""`beffroi manage …`: Django's management, as the owner of the tables."""

from django.core.management import execute_from_command_line


def main(words: list[str]) -> int:
    execute_from_command_line(["beffroi manage", *words])
    return 0
