// Before anything else: what a page could keep on a device, no script of ours keeps there, nor any library. See docs/choices.md.
Storage.prototype.setItem = () => {};
