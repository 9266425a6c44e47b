package org.yichuang;

/** The screens that pages are made for, in CSS pixels. */
enum Screen {
  DISPLAY(1920, 1080),
  DISPLAY_UPRIGHT(1080, 1920),
  STRIP(1920, 360),
  STRIP_LOW(960, 128),
  SIGN(1280, 360),
  CONSOLE(1366, 768),
  DESKTOP(1440, 900),
  KIOSK(1080, 1920),
  LYING(1280, 800),
  PHONE(390, 844),
  NARROW(320, 640);

  final int width;
  final int height;

  Screen(int width, int height) {
    this.width = width;
    this.height = height;
  }
}
