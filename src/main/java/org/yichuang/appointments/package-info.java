/** Appointments (预约): slots of days to come, who booked one, and who did not come. */
@NullMarked
package org.yichuang.appointments;

import org.jspecify.annotations.NullMarked;
