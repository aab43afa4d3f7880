/// Backups in S3-compatible storage; the only place with its SDK.
package com.arzani.tokens.backup.s3;
