"""Pictures of pixels in the sizes and formats that readers' devices ask for (IPTC: renditions)."""
