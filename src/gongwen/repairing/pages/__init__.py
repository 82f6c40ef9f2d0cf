"""What pages leave in a text: menus, labels, page numbers, headers on lines or cut into sentences."""
