"""Visual acuity: readings, the line for an age, and two eyes together."""
