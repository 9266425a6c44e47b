package org.yichuang.web;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.yichuang.hall.AccountId;

/**
 * What guards and watches the edge, shared by all event loops of a node. Any thread.
 *
 * @param accounts requests
 * @param bookings of addresses, without an account
 * @param connections of an address
 * @param sockets WebSockets of an address
 * @param hsts how long browsers that came by TLS keep to it; zero: they are not told
 */
public record EdgeParts(
    ClientAddresses addresses,
    Rates<AccountId> accounts,
    Rates<String> bookings,
    AddressCounts connections,
    AddressCounts sockets,
    Duration hsts,
    MeterRegistry metrics) {}
