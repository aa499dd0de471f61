/* fault-shim.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

/*
 * Makes system calls fail, because to root the modes of files mean nothing and a full disk is hard
 * to come by. Link a test with fault_shim_dep, or set LD_PRELOAD to the library.
 *
 * A rule is words of KEY=VALUE between semicolons; without a rule everything is as ever:
 *
 *   path=PREFIX   only calls on files whose path begins so (required)
 *   error=NAME    ENOSPC EDQUOT EROFS EIO EACCES EINTR, or KILL: the process ends there and then,
 *                 or SHORT: a write takes only half of what it was given (required)
 *   call=LIST     open create read write sync rename truncate folder unlink link lock, with commas
 *                 between; "create" is an open that may make a file, "open" any other that may
 *                 write, "read" one that may not; "change" stands for all that a full disk can
 *                 refuse: create, write, sync, truncate, folder, rename, link (default: change)
 *   from=N        the first matching call that fails, counted from 1 (default: 1)
 *   times=N       how many fail from there on (default: all)
 *
 * CHL_FAULT in the environment is a rule from the start. What the C library does for its own
 * streams (fopen, fprintf) is not seen.
 */

/* Sets a rule and counts anew; NULL takes it away. Aborts on a rule that makes no sense. */
void chl_fault_set (const char *rule);

/* How many matching calls there were since the rule was set, and how many of them failed. */
unsigned chl_fault_get_n_calls (void);
unsigned chl_fault_get_n_failed (void);
