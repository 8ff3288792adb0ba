"""Whether everything works, now and in the last thirty days: for people at `/status/`, for machines at `/status.json`."""
