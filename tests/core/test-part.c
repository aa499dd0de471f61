/* test-part.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <libglib-testing/signal-logger.h>
#include <string.h>

#include "chl-part.h"

static void
test_text_grows (void)
{
  ChlPart *part = chl_part_new (CHL_PART_TEXT);
  g_autoptr(GtSignalLogger) logger = gt_signal_logger_new ();
  guint from = 99;

  g_assert_cmpstr (chl_part_get_text (part), ==, "");
  g_assert_false (chl_part_is_complete (part));
  gt_signal_logger_connect (logger, part, "changed");

  chl_part_append_text (part, "Grüß", -1);
  gt_signal_logger_assert_emission_pop (logger, part, "changed", &from);
  g_assert_cmpuint (from, ==, 0);

  chl_part_append_text (part, " Gott!!!", 5);
  gt_signal_logger_assert_emission_pop (logger, part, "changed", &from);
  g_assert_cmpuint (from, ==, 6);
  g_assert_cmpstr (chl_part_get_text (part), ==, "Grüß Gott");
  g_assert_cmpuint (chl_part_get_text_length (part), ==, strlen ("Grüß Gott"));

  chl_part_append_text (part, "", -1);
  chl_part_append_text (part, NULL, 0);
  gt_signal_logger_assert_no_emissions (logger);

  g_assert_finalize_object (part);
}

static void
test_text_is_replaced (void)
{
  static const struct
  {
    const char *before;
    const char *after;
    guint       from;
  } cases[] = {
    { "abc", "abd", 2 },
    { "abc", "ab", 2 },
    { "ab", "abc", 2 },
    { "abc", "", 0 },
    { "", "x", 0 },
    /* "ä" and "ö" differ in their second byte only, and so do "ä" and nothing. */
    { "xä", "xö", 1 },
    { "xäy", "xä", 3 },
    { "x\xf0\x9f\x98\x80", "x\xf0\x9f\x98\x81", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ChlPart *part = chl_part_new_text (cases[i].before);
      g_autoptr(GtSignalLogger) logger = gt_signal_logger_new ();
      guint from = 99;

      g_test_message ("“%s” to “%s”", cases[i].before, cases[i].after);
      gt_signal_logger_connect (logger, part, "changed");
      chl_part_set_text (part, cases[i].after);
      gt_signal_logger_assert_emission_pop (logger, part, "changed", &from);
      g_assert_cmpuint (from, ==, cases[i].from);
      g_assert_cmpstr (chl_part_get_text (part), ==, cases[i].after);

      chl_part_set_text (part, cases[i].after);
      chl_part_set_text (part, chl_part_get_text (part));
      gt_signal_logger_assert_no_emissions (logger);
      g_assert_finalize_object (part);
    }
}

static void
test_complete_notifies_once (void)
{
  ChlPart *part = chl_part_new (CHL_PART_REASONING);
  g_autoptr(GtSignalLogger) logger = gt_signal_logger_new ();
  gboolean is_complete = FALSE;

  gt_signal_logger_connect (logger, part, "notify::is-complete");
  chl_part_set_complete (part, TRUE);
  gt_signal_logger_assert_notify_emission_pop (logger, part, "is-complete");
  chl_part_set_complete (part, 5);
  gt_signal_logger_assert_no_emissions (logger);
  g_object_get (part, "is-complete", &is_complete, NULL);
  g_assert_true (is_complete);

  g_assert_finalize_object (part);
}

static void
test_data_or_address (void)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static ("png", 3);
  ChlPart *part = chl_part_new_image ("image/png", bytes, "cat.png");

  g_assert_cmpint (chl_part_get_kind (part), ==, CHL_PART_IMAGE);
  g_assert_true (chl_part_is_complete (part));
  g_assert_cmpstr (chl_part_get_media_type (part), ==, "image/png");
  g_assert_cmpstr (chl_part_get_filename (part), ==, "cat.png");
  g_assert_true (chl_part_get_data (part) == bytes);

  chl_part_set_uri (part, "https://pictures.invalid/cat.png");
  g_assert_null (chl_part_get_data (part));
  g_assert_cmpstr (chl_part_get_uri (part), ==, "https://pictures.invalid/cat.png");

  chl_part_set_data (part, bytes);
  g_assert_null (chl_part_get_uri (part));
  chl_part_set_data (part, chl_part_get_data (part));
  g_assert_true (chl_part_get_data (part) == bytes);

  /* Taking away what is not there leaves the other alone. */
  chl_part_set_uri (part, NULL);
  g_assert_nonnull (chl_part_get_data (part));
  chl_part_set_data (part, NULL);
  g_assert_null (chl_part_get_data (part));

  g_assert_finalize_object (part);
}

static void
test_meta_keeps_order (void)
{
  ChlPart         *part = chl_part_new (CHL_PART_REASONING);
  g_autofree char *joined = NULL;
  g_auto(GStrv) keys = NULL;

  g_assert_null (chl_part_get_meta (part, "signature"));
  chl_part_set_meta (part, "signature", NULL);
  chl_part_set_meta (part, "signature", "one");
  chl_part_set_meta (part, "encrypted", "two");
  chl_part_set_meta (part, "item-id", "");
  chl_part_set_meta (part, "signature", "three");
  chl_part_set_meta (part, "signature", chl_part_get_meta (part, "signature"));
  g_assert_cmpstr (chl_part_get_meta (part, "signature"), ==, "three");
  g_assert_cmpstr (chl_part_get_meta (part, "item-id"), ==, "");
  chl_part_set_meta (part, "encrypted", NULL);
  g_assert_null (chl_part_get_meta (part, "encrypted"));

  keys = chl_part_dup_meta_keys (part);
  joined = g_strjoinv (" ", keys);
  g_assert_cmpstr (joined, ==, "signature item-id");

  g_assert_finalize_object (part);
}

static void
test_call_fields (void)
{
  ChlPart *part = chl_part_new (CHL_PART_TOOL_RESULT);

  chl_part_set_call_id (part, "call_1");
  chl_part_set_call_id (part, chl_part_get_call_id (part));
  chl_part_set_name (part, "weather");
  chl_part_set_is_error (part, TRUE);
  chl_part_set_times (part, 5, 7);
  g_assert_cmpstr (chl_part_get_call_id (part), ==, "call_1");
  g_assert_cmpstr (chl_part_get_name (part), ==, "weather");
  g_assert_true (chl_part_is_error (part));
  g_assert_cmpint (chl_part_get_began_us (part), ==, 5);
  g_assert_cmpint (chl_part_get_ended_us (part), ==, 7);

  g_assert_finalize_object (part);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/part/text-grows", test_text_grows);
  g_test_add_func ("/part/text-is-replaced", test_text_is_replaced);
  g_test_add_func ("/part/complete-notifies-once", test_complete_notifies_once);
  g_test_add_func ("/part/data-or-address", test_data_or_address);
  g_test_add_func ("/part/meta-keeps-order", test_meta_keeps_order);
  g_test_add_func ("/part/call-fields", test_call_fields);

  return g_test_run ();
}
