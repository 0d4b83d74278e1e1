"""The image, the compose file and what stands around them; docker/smoke.sh runs the image itself."""
