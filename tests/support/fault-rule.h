/* fault-rule.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

/* Which calls fail, for fault-shim.c alone. */

typedef enum
{
  CALL_OPEN = 1 << 0,
  CALL_CREATE = 1 << 1,
  CALL_WRITE = 1 << 2,
  CALL_SYNC = 1 << 3,
  CALL_RENAME = 1 << 4,
  CALL_TRUNCATE = 1 << 5,
  CALL_FOLDER = 1 << 6,
  CALL_UNLINK = 1 << 7,
  CALL_LINK = 1 << 8,
  CALL_READ = 1 << 9,
  CALL_LOCK = 1 << 10,
} Call;

/* What is done instead of failing with an errno. */
#define FAULT_KILL -1
#define FAULT_SHORT -2

int  fault_decide (Call        call,
                   const char *path);
void fault_refuse (const char *what) __attribute__ ((noreturn));
