"""Files people send: checked before they are opened, opened in a process of their own."""
