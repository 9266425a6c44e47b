package org.yichuang.web;

import io.nayuki.qrcodegen.QrCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.yichuang.catalogue.Catalogue;
import org.yichuang.hall.HallConfig;

/**
 * The address of a ticket's page as a QR code (ISO/IEC 18004), drawn as SVG. Confined to one event
 * loop.
 */
final class QrRoutes {
  private static final String SVG = "image/svg+xml";
  private static final int QUIET_ZONE = 4;

  private final Catalogue catalogue;
  private final TrackingCodes codes;

  QrRoutes(Catalogue catalogue, TrackingCodes codes) {
    this.catalogue = catalogue;
    this.codes = codes;
  }

  void addTo(Operations operations) {
    operations.on("ticketQr", Permission.anyone(), this::qr);
  }

  private void qr(Exchange exchange) {
    String code = exchange.parameter("trackingCode");
    List<HallConfig> halls = catalogue.halls();
    boolean known =
        codes
            .decode(code)
            .filter(of -> halls.stream().anyMatch(hall -> hall.id().equals(of.hall())))
            .isPresent();
    if (known) {
      page(exchange, PageRoutes.TICKET_PAGE + "#" + code);
    } else {
      exchange.answer(Problems.unknownTicket("a code that is not valid"));
    }
  }

  /** The address of a page at the host that was asked. */
  static void page(Exchange exchange, String page) {
    PageAddress.of(exchange.request(), page)
        .ifPresentOrElse(
            address ->
                exchange.answer(200, SVG, svg(QrCode.encodeText(address, QrCode.Ecc.MEDIUM))),
            () -> exchange.answer(HttpProblems.noHost()));
  }

  /** One path of runs of dark modules, on white with the quiet zone around it. */
  private static byte[] svg(QrCode qr) {
    int side = qr.size + 2 * QUIET_ZONE;
    StringBuilder path = new StringBuilder(4_096);
    for (int y = 0; y < qr.size; y++) {
      for (int x = 0; x < qr.size; x++) {
        int from = x;
        while (qr.getModule(x, y)) {
          x++;
        }
        if (x > from) {
          path.append('M').append(from + QUIET_ZONE).append(' ').append(y + QUIET_ZONE);
          path.append('h').append(x - from).append("v1H").append(from + QUIET_ZONE).append('z');
        }
      }
    }
    return """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %1$d" shape-rendering="crispEdges">\
    <path fill="#fff" d="M0 0h%1$dv%1$dH0z"/><path d="%2$s"/></svg>
    """
        .formatted(side, path)
        .getBytes(StandardCharsets.UTF_8);
  }
}
