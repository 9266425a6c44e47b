package org.yichuang.rehearsal;

import org.yichuang.hall.QueueId;

/**
 * One person of the planned day.
 *
 * @param arrivesMillis since the hall opened, lunch break included
 * @param serviceMillis how long the window takes
 * @param comes whether the person is there when called
 */
record Visitor(QueueId queue, long arrivesMillis, long serviceMillis, boolean comes) {}
