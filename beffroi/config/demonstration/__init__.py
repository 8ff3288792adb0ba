"""Fictional organisations and persons, so that everything can be tried. Never in production."""

from beffroi.config.demonstration.data import the_set
from beffroi.config.demonstration.loading import DemonstrationRefused, is_loaded, load
from beffroi.config.demonstration.screen import persons_for_screen

__all__ = ["DemonstrationRefused", "is_loaded", "load", "persons_for_screen", "the_set"]
