"""The guided tour: ten minutes through what a newcomer meets, one page per step."""
