/// How often somebody may ask, counted in PostgreSQL by Bucket4j's arithmetic.
package com.arzani.tokens.throttle;
