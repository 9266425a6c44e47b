/** Requests that no decent client sends, drawn from the contract; and what must hold for each. */
package org.yichuang.fuzz;
