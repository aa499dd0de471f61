/* chl-registry-words.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "chl-registry-words"

#include "config.h"

#include "chl-registry-words.h"

#include <string.h>

/* Who makes models, and how that is written before their names. */
static const struct
{
  const char *maker;
  const char *words;
} makers[] = {
  { "01-ai", "01-ai" },
  { "ai21", "ai21 ai21labs" },
  { "alibaba", "alibaba qwen qwenlm alibaba-nlp alibaba-qwen tongyi dashscope" },
  { "allenai", "allenai" },
  { "amazon", "amazon amazon-nova" },
  { "anthropic", "anthropic anthropics" },
  { "arcee", "arcee-ai arcee" },
  { "baai", "baai" },
  { "baidu", "baidu" },
  { "bigcode", "bigcode" },
  { "bytedance", "bytedance bytedance-seed volcengine doubao byteplus ark" },
  { "canopylabs", "canopylabs" },
  { "cohere", "cohere cohereforai coherelabs" },
  { "deepcogito", "deepcogito" },
  { "deepseek", "deepseek deepseek-ai deepseekai" },
  { "essentialai", "essentialai" },
  { "google", "google google-deepmind gemini vertex vertex_ai google-vertex" },
  { "groq", "groq" },
  { "huggingface", "huggingfacetb" },
  { "ibm", "ibm ibm-granite ibm-research granite" },
  { "inception", "inception inceptionlabs" },
  { "internlm", "internlm shanghai_ai_laboratory" },
  { "intfloat", "intfloat" },
  { "jetbrains", "jetbrains" },
  { "jina", "jinaai jina-ai jina" },
  { "lg", "lgai-exaone lgai" },
  { "liquid", "liquid liquidai" },
  { "meta", "meta meta-llama facebook metaai" },
  { "microsoft", "microsoft microsoftai" },
  { "minimax", "minimax minimaxai minimax-ai" },
  { "mistral", "mistral mistralai mistral-ai" },
  { "mixedbread", "mixedbread-ai mixedbread" },
  { "moonshotai", "moonshotai moonshot moonshot-ai kimi" },
  { "nomic", "nomic-ai nomic" },
  { "nous", "nousresearch nous" },
  { "nvidia", "nvidia" },
  { "openai", "openai openai-api azure-openai azure" },
  { "perplexity", "perplexity perplexity-ai" },
  { "sbert", "sentence-transformers" },
  { "snowflake", "snowflake" },
  { "stabilityai", "stabilityai stability" },
  { "stepfun", "stepfun stepfun-ai" },
  { "tencent", "tencent tencent-hunyuan" },
  { "thenlper", "thenlper" },
  { "tii", "tiiuae" },
  { "upstage", "upstage" },
  { "voyage", "voyageai voyage" },
  { "xai", "xai x-ai xai-org grok" },
  { "xiaomi", "xiaomi xiaomimimo xiaomi-mimo" },
  { "zhipuai", "zhipuai zhipu z-ai zai zai-org thudm bigmodel zai-glm" },
};

/* Hosts, routers, mirrors and those who only quantise: they say nothing of who made a model. */
static const char neutral[] =
  "accounts amd baseten bartowski casperhansen cerebras cf copilot cortexso custom cyankiwi "
  "deepinfra default featherless-ai fireworks ggerganov ggml-org github groqcloud hf hf-inference "
  "hugging-quants huggingface hyperbolic inference-net intel library litert-community llamacpp "
  "lmstudio lmstudio-community local lora maziyarpanahi mlx-community models mradermacher nebius "
  "neuralmagic nm-testing novita nvfp4 ollama onnx-community openrouter parasail pro publishers "
  "quantfactory qwen-gguf redhatai sambanova second-state tee thebloke together togethercomputer "
  "turboderp unsloth vercel vllm workers-ai";

/* Segments of a path that are only a way to the model. */
static const char wrappers[] =
  "cf endpoints hf hf.co huggingface.co library locations model models modelscope.cn ollama.com "
  "openrouter projects publishers registry.ollama.ai routers tuned-models v1";

/* Tags that say where a model runs, beside those of the hosts above. */
static const char places[] =
  "cheapest cohere fastest fireworks-ai nscale ovhcloud preferred publicai scaleway zai-org";

/* Tags that are part of the name, since another model lies behind them. */
static const char kinds[] = "base coder embed embedding ocr vision vl";

static const char noise[] =
  "beta chat default exp experimental ga instruct it latest maas official original preview stable "
  "text v1 versatile";

static const char serving[] =
  "batch cheap cloud cn custom dedicated eco eu exacto extended fast flex floor free global intl "
  "lightning local nitro online paid priority public serverless standard tee tput turbo highspeed "
  "us";

/* Those of them that have a price of their own. */
static const char dearer[] =
  "batch cheap eco fast flex floor free highspeed lightning nitro priority tput turbo";

static const char reasoning[] =
  "high low max medium minimal none nothink nothinking reasoning think thinking thought xhigh";

static const struct
{
  const char *words;
  const char *use;
} purposes[] = {
  { "embed embedding embeddings", "embed" },
  { "rerank reranker", "rerank" },
  { "asr realtime speech transcribe tts", "speech" },
  { "image imagen", "image" },
  { "video", "video" },
  { "ocr", "ocr" },
  { "guard guardian moderation safeguard", "guard" },
};

/* Words that get glued to the front of a name. */
static const char *const fronts[] = {
  "text-embedding", "meta", "nvidia", "mistralai", "qwen", "google", "openai", "anthropic",
  "deepseek-ai", "deepseek", "moonshotai", "moonshot", "unsloth", "lmstudio-community", "microsoft",
  "xiaomi", "stepfun", "perplexity", "amazon", "ibm", "hf", "alibaba", "zai", "zai-org", "z-ai",
  "xai", "minimax", "minimaxai", "bedrock", "vertex", "azure", "groq", "cerebras", "databricks",
  "snowflake", "thudm", "bytedance", "labs", "pt", "bartowski", "cohere", "mistral", "free", NULL
};

/**
 * chl_registry_has_word:
 * @words: words, a blank between each
 * @word: a word
 * @length: bytes of it
 *
 * Returns: whether it is among them
 */
gboolean
chl_registry_has_word (const char *words,
                       const char *word,
                       gsize       length)
{
  /* The lists are short and asked often: byte by byte is quicker than any function. */
  while (length > 0 && *words != '\0')
    {
      gsize same = 0;

      while (same < length && words[same] == word[same])
        same++;
      if (same == length && (words[same] == ' ' || words[same] == '\0'))
        return TRUE;

      for (words += same; *words != '\0' && *words != ' '; words++)
        ;
      if (*words == ' ')
        words++;
    }

  return FALSE;
}

/* Whether @word is @form, in which # stands for digits. */
static gboolean
is_numbered (const char *form,
             const char *word,
             gsize       length)
{
  gsize at = 0;

  for (; *form != '\0'; form++)
    {
      gsize begin = at;

      if (*form != '#')
        {
          if (at == length || word[at++] != *form)
            return FALSE;
          continue;
        }

      while (at < length && g_ascii_isdigit (word[at]))
        at++;
      if (at == begin)
        return FALSE;
    }

  return at == length;
}

/**
 * chl_registry_has_form:
 * @forms: (array zero-terminated=1): words in which # stands for digits
 * @word: a word
 * @length: bytes of it
 *
 * Returns: whether it is like one of them
 */
gboolean
chl_registry_has_form (const char *const *forms,
                       const char        *word,
                       gsize              length)
{
  for (; *forms != NULL; forms++)
    if (is_numbered (*forms, word, length))
      return TRUE;

  return FALSE;
}

/**
 * chl_registry_find_maker:
 * @word: in lower case, what stands before a model's name
 *
 * Returns: (nullable): whom it means, as the table names them
 */
const char *
chl_registry_find_maker (const char *word)
{
  gsize length = strlen (word);

  for (guint i = 0; i < G_N_ELEMENTS (makers); i++)
    if (chl_registry_has_word (makers[i].words, word, length))
      return makers[i].maker;

  return NULL;
}

gboolean
chl_registry_is_neutral (const char *word)
{
  return chl_registry_has_word (neutral, word, strlen (word));
}

gboolean
chl_registry_is_wrapper (const char *word,
                         gsize       length)
{
  return chl_registry_has_word (wrappers, word, length);
}

/**
 * chl_registry_classify_word:
 * @word: a word behind a name
 * @length: bytes of it
 *
 * Returns: %CHL_PEEL_NOISE, %CHL_PEEL_SERVE or %CHL_PEEL_REASON; %CHL_PEEL_NONE for any other
 */
ChlRegistryPeel
chl_registry_classify_word (const char *word,
                            gsize       length)
{
  if (chl_registry_has_word (noise, word, length))
    return CHL_PEEL_NOISE;
  if (chl_registry_has_word (serving, word, length))
    return CHL_PEEL_SERVE;
  if (chl_registry_has_word (reasoning, word, length))
    return CHL_PEEL_REASON;

  return CHL_PEEL_NONE;
}

/* Whether a tag says nothing but where, how or how fast a model is served. */
gboolean
chl_registry_is_tag_of_place (const char *folded)
{
  gsize length = strlen (folded);

  return chl_registry_has_word (neutral, folded, length) || chl_registry_has_word (places, folded, length) ||
         chl_registry_classify_word (folded, length) != CHL_PEEL_NONE ||
         g_str_equal (folded, "high-throughput");
}

static gboolean
is_size (const char *word,
         gsize       length)
{
  static const char *const sizes[] = {
    "#b", "#m", "#t", "#x#b", "#x#m", "#x#t", "a#b", "e#b", NULL
  };

  return chl_registry_has_form (sizes, word, length);
}

/* Whether a tag names a size, a modality or a purpose. */
gboolean
chl_registry_is_tag_of_kind (const char *folded)
{
  while (*folded != '\0')
    {
      gsize length = strcspn (folded, "-");

      if (is_size (folded, length) || chl_registry_has_word (kinds, folded, length))
        return TRUE;
      folded += length;
      folded += strspn (folded, "-");
    }

  return FALSE;
}

/**
 * chl_registry_find_purpose:
 * @stem: a key
 *
 * Returns: (nullable): what such a model is for, as the column use has it; %NULL where the name
 *   speaks of nothing but chats
 */
const char *
chl_registry_find_purpose (const char *stem)
{
  while (*stem != '\0')
    {
      gsize length = strcspn (stem, "-");

      for (guint i = 0; i < G_N_ELEMENTS (purposes); i++)
        if (chl_registry_has_word (purposes[i].words, stem, length))
          return purposes[i].use;
      stem += length;
      stem += strspn (stem, "-");
    }

  return NULL;
}

/* Whether a word that was removed means another price. */
gboolean
chl_registry_is_dearer (const char *word,
                        gsize       length)
{
  return chl_registry_has_word (dearer, word, length);
}

/**
 * chl_registry_cut_front:
 * @key: a key
 * @inout_nth: (inout): 0 at first; how many words were tried
 *
 * Returns: (nullable): the key behind the next word that is glued to its front
 */
const char *
chl_registry_cut_front (const char *key,
                        guint      *inout_nth)
{
  while (fronts[*inout_nth] != NULL)
    {
      const char *front = fronts[(*inout_nth)++];
      gsize       length = 0;

      while (front[length] != '\0' && key[length] == front[length])
        length++;
      if (front[length] == '\0' && key[length] == '-')
        return key + length + 1;
    }

  return NULL;
}
