/**
 * The HTTP edge: one contract, checked on every request, and one class of routes for each
 * capability. Commands leave by {@link org.yichuang.cluster.HallGateway}; every refusal is a
 * problem of RFC 9457.
 */
@NullMarked
package org.yichuang.web;

import org.jspecify.annotations.NullMarked;
