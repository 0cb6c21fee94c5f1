// SPDX-License-Identifier: Apache-2.0
/**
 * Several nodes of the demo, the engines that they can share, run from jars without being
 * installed, and the network between them.
 */
@NullMarked
package com.example.cluster;

import org.jspecify.annotations.NullMarked;
