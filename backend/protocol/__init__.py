"""What crosses a boundary: types, messages, errors, wire format. Standard library and numpy only."""
