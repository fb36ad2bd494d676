from wagtail import hooks

from lms.regions.chooser import RegionChooser


@hooks.register("register_admin_viewset")
def region_chooser() -> RegionChooser:
    return RegionChooser()
