"""The demo shop's goods and people: data files, drawn pictures and what puts them into the shop."""
