"""Announcements written on the portal itself, beside those its catalogue brings."""
