/**
 * What Azure Service Connector left behind: settings with their origin, and the grammars
 * they are written in.
 */
@NullMarked
package io.github.serviceconnector.postgresql.binding;

import org.jspecify.annotations.NullMarked;
