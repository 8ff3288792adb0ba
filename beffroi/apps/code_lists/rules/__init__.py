"""What holds of code lists whatever stores them: periods, answers at a date, the table form, checks, differences."""
