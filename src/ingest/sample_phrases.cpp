// SPDX-License-Identifier: Apache-2.0
// The texts of sample_phrases.hpp. Only books whose authors died long ago, names of nobody in
// particular.
#include "ingest/sample_phrases.hpp"

namespace egregora {
namespace {

// clang-format off
constexpr std::string_view kNames[] = {
    "Ana Lima", "Tom", "Priya N.", "Jürgen Weiß", "Chloé", "Mateo García", "Анна", "Yuki 🌸",
    "O'Neil", "Sofia Rossi", "Kwame", "Bea - Library", "Ingrid Ås", "Zeynep", "Dr. Patel", "Lars",
    "Marie-Claire", "Nuno", "Olga P", "Rafael", "李雷", "Fatima", "Gwen ap Rhys", "Hugo"};

constexpr SampleBook kBooks[] = {
    {"Middlemarch", "George Eliot"}, {"Moby-Dick", "Melville"}, {"The Trial", "Kafka"},
    {"Dom Casmurro", "Machado de Assis"}, {"Jane Eyre", "Charlotte Brontë"}, {"Anna Karenina", "Tolstoy"},
    {"The Odyssey", "Homer"}, {"Frankenstein", "Mary Shelley"}, {"Don Quixote", "Cervantes"},
    {"The Tale of Genji", "Murasaki Shikibu"}, {"Dead Souls", "Gogol"}, {"Persuasion", "Jane Austen"},
    {"Effi Briest", "Fontane"}, {"Dracula", "Bram Stoker"}, {"Candide", "Voltaire"}, {"The Moonstone", "Wilkie Collins"}};

constexpr std::string_view kPlaces[] = {"the library", "Tom's kitchen", "the café by the canal", "the park",
                                        "my place", "the bookshop", "the usual corner table", "Bea's garden"};
constexpr std::string_view kDays[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};

constexpr std::string_view kReplies[] = {
    "ok", "Ok 👍", "👍", "😂😂", "haha", "Yes!", "no way", "Same here", "+1", "❤️", "Sure", "thanks!", "Thank you 🙏",
    "I'm in", "me too", "Exactly.", "hm", "really?", "🤔", "On my way", "5 minutes late, sorry", "Good point",
    "No spoilers!!", "not yet", "Finished it 🎉", "what page?", "Wow", "lol", "See you there", "👏👏👏"};

constexpr std::string_view kOpeners[] = {"Honestly, ", "So, ", "I think ", "To be fair, ", "By the way, ", "Hot take: ",
                                         "Hmm, ", "Well, ", "For me ", "OK but ", "Just saying: ", "Also, "};

constexpr std::string_view kSentences[] = {
    "{b} is much funnier than I expected", "chapter {c} of {b} broke me", "who else is stuck on page {n}?",
    "I could read {w} all day", "{w} would have hated this group", "can we move {d} to {t}?", "are we still on for {d} at {t}?",
    "{l} works for me", "I'm bringing cake to {l} on {d}", "the translation of {b} makes such a difference",
    "I left my copy of {b} at {l}, has anybody seen it?", "{p} was right about the ending of {b}",
    "does anybody have a spare copy of {b}?", "the first {k} pages are slow, but then it never stops",
    "there are {k} characters and I remember two", "I listened to {b} on the train and missed my stop",
    "{p}, you said the same about {b} last year", "we should read something by {w} after this",
    "the narrator of {b} is lying to us, isn't he?", "that letter in chapter {c} changes everything",
    "I vote for {b}", "anything but {b} again please", "if we start {b} on {d} we can finish it this month",
    "the library has {k} copies, I reserved one", "I cried on the bus, thank you {w}", "my cat sat on page {n} and refuses to move",
    "how is {b} only {n} pages long, it took me a year", "let's meet at {l} at {t}, it is quieter there",
    "I underlined half of {b}", "what a sentence on page {n}", "{w} knew a lot about neighbours",
    "reading {b} next to {l} was the best part of my week", "I don't trust anybody in {b}", "the map at the front helps, use it",
    "can somebody explain chapter {c} to me?", "{p} reads faster than all of us together",
    "there is a film of {b}, but please read it first", "I'm at {k}% and nobody has died yet",
    "the footnotes alone are worth it", "my mother says {b} is better in winter", "two votes for {b}, one for going home early"};

constexpr std::string_view kEndings[] = {"", "", "", "", ".", ".", "!", "!!", "…", " 😅", " 😍", " 📚", " 🙈", " (no spoilers)", " :)", " ☕"};

constexpr std::string_view kListHeads[] = {
    "Minutes of {d}:", "Before {d} please:", "Reading plan for {b}", "Questions about {b}:", "Dear all,", "Shortlist:"};
constexpr std::string_view kListItems[] = {
    "- {b} by {w}", "- chapter {c} until {d}", "{k}. why does nobody answer the letter?", "- snacks: {p}", "- we meet at {l}, {t}",
    "", "Who is in?", "Remember: {t} sharp!", "* discussion first, cake second", "{t} - {l}: arrive early", "(page {n}, at the bottom)"};

constexpr std::string_view kCaptions[] = {"Found it at {l}!", "my copy of {b} 📖", "page {n}, look at this", "us at {l}",
                                          "the cover of the 1st edition", "{p} reading, as always"};

constexpr std::string_view kLinkPaths[] = {"books/{n}", "reviews?id={n}&lang=en", "club/{n}#notes", "articles/on-reading-slowly-{n}",
                                           "shop/item/{n}", "watch?v=b{n}k"};
// clang-format on

}  // namespace

std::span<const std::string_view> sample_names() { return kNames; }
std::span<const SampleBook> sample_books() { return kBooks; }
std::span<const std::string_view> sample_places() { return kPlaces; }
std::span<const std::string_view> sample_days() { return kDays; }
std::span<const std::string_view> sample_replies() { return kReplies; }
std::span<const std::string_view> sample_openers() { return kOpeners; }
std::span<const std::string_view> sample_sentences() { return kSentences; }
std::span<const std::string_view> sample_endings() { return kEndings; }
std::span<const std::string_view> sample_list_heads() { return kListHeads; }
std::span<const std::string_view> sample_list_items() { return kListItems; }
std::span<const std::string_view> sample_captions() { return kCaptions; }
std::span<const std::string_view> sample_link_paths() { return kLinkPaths; }

}  // namespace egregora
