/* chl-rule-block.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-rule-block"

#include "config.h"

#include "chl-rule-block.h"

/**
 * ChlRuleBlock:
 *
 * A line across, without text.
 */
struct _ChlRuleBlock
{
  GtkWidget parent_instance;

  GtkWidget *line; /* (unowned) child */
};

static void block_view_iface_init (ChlBlockViewInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ChlRuleBlock, chl_rule_block, GTK_TYPE_WIDGET, G_IMPLEMENT_INTERFACE (CHL_TYPE_BLOCK_VIEW, block_view_iface_init))

static void
set_block (ChlBlockView *view,
           ChlBlock     *block,
           gboolean      is_settled)
{
}

static guint
get_n_pieces (ChlBlockView *view)
{
  return 0;
}

static void
block_view_iface_init (ChlBlockViewInterface *iface)
{
  iface->set_block = set_block;
  iface->get_n_pieces = get_n_pieces;
}

static void
chl_rule_block_dispose (GObject *object)
{
  ChlRuleBlock *self = CHL_RULE_BLOCK (object);

  g_clear_pointer (&self->line, gtk_widget_unparent);

  G_OBJECT_CLASS (chl_rule_block_parent_class)->dispose (object);
}

static void
chl_rule_block_class_init (ChlRuleBlockClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chl_rule_block_dispose;

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
chl_rule_block_init (ChlRuleBlock *self)
{
  self->line = gtk_separator_new (GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_parent (self->line, GTK_WIDGET (self));
}

/**
 * chl_rule_block_new:
 *
 * Returns: (transfer floating): a new #ChlRuleBlock
 */
GtkWidget *
chl_rule_block_new (void)
{
  return g_object_new (CHL_TYPE_RULE_BLOCK, NULL);
}
