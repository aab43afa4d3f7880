/// Limits of what a person may do alone, and the requests that wait for a second one. PostgreSQL decides both.
package com.arzani.tokens.approval;
