"""The files of the workspace that are not open: another process checks them."""
