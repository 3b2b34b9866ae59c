"""What the demo tells at its end: figures, whether everything happened, one person's story; as text and as JSON."""
