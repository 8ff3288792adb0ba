"""Holidays, the deadlines of the law, an organisation's own days and a person's own deadlines, by day."""
