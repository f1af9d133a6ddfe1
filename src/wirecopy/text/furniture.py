"""Page furniture known by its wording: prompts, buttons, menus, counters, players, notices.

Takes one line, says whether a web page put it there rather than a reporter. Four ways: whole lines that are
a button or heading, openings that are a prompt ("Sign up for ..."), labels before a colon ("Read more: ..."),
and shapes that no prose has (icon names, counters, code, bare links). General usage of news pages in English,
with the commonest German, French, Spanish and Russian forms. Headlines of other stories carry no such mark:
`kinds` finds them by where they stand.
"""

from __future__ import annotations

import re

from wirecopy.lexicon.wordlist import word_set
from wirecopy.text.phrases import opens_with, phrases

# Whole lines: buttons and the headings of what is not the story.
_BUTTONS = word_set("""
    advertisement advertisements ad ads sponsored sponsored_content promoted paid_content anzeige werbung
    publicité publicidad pubblicità реклама close more less share shares tweet tweets email e-mail print
    save edit go ok menu search subscribe sign_up sign_in sign_out log_in login log_out register
    sign_me_up cancel send cancelsend reply like follow follow_us comment comments view_comments
    show_comments hide_comments leave_a_comment post_a_comment no_comments add_a_comment loading
    loading_comments recommended recommended_video recommended_videos recommended_for_you related
    related_content related_stories related_articles related_topics related_news related_coverage
    related_links more_on_this_story more_stories more_news more_coverage top_stories top_coverage
    top_news most_read most_popular most_viewed most_shared most_watched trending trending_now
    trending_stories trending_videos latest_news latest_headlines latest latest_stories popular
    popular_stories editor's_picks editors'_picks don't_miss you_may_like you_might_also_like
    you_may_also_like read_next up_next next previous prev prev_next read_more read_full_story
    read_the_full_story read_also also_read see_also see_more show_more load_more learn_more find_out_more
    continue_reading continue_reading_below story_continues_below story_continued_below
    article_continues_below live_tv live watch watch_live watch_now now_playing just_watched must_watch
    replay play pause mute unmute play_video watch_video watch_the_video video videos gallery galleries
    photos back_to_gallery slideshow image caption toggle_caption hide_caption show_chapters view_gallery
    embed transcript download listen amp expand collapse skip skip_ad skip_to_content skip_to_main_content
    scroll_to_top_of_page back_to_top top home homepage edition newsletter newsletters our_newsletters
    tags topics categories filed_under in_this_article table_of_contents share_this share_story
    share_this_story share_this_article share_on_facebook share_on_twitter share_via_email copy_link
    copied link_copied facebook twitter whatsapp linkedin pinterest google+ reddit telegram instagram
    youtube flipboard messenger tumblr x posted congratulations uh-oh be_the_first_to_know thank_you error
    you_are_signed_in_as contact_us about_us privacy_policy terms_of_use terms_of_service cookie_policy
    accept accept_all accept_cookies reject_all manage_preferences i_agree got_it get_the_app
    download_the_app none view_all see_all all_news all_topics notifications settings help faq sitemap
    advertise careers jobs rss read_or_share_this_story join_the_conversation to_read_the_full_story
    the_latest skip_this to_top permalink teilen drucken kommentare mehr mehr_zum_thema auch_interessant
    lesen_sie_auch newsletter_abonnieren startseite partager imprimer commentaires à_lire_aussi lire_aussi
    lire_la_suite voir_aussi s'abonner compartir comentarios imprimir leer_más lea_también
    te_puede_interesar поделиться читайте_также комментарии подписаться ещё подробнее главная
    новости_партнеров شارك اقرأ_أيضا اقرأ_المزيد مواضيع_ذات_صلة
""")
# Openings: the line is a prompt whatever follows.
_PROMPTS = phrases("""
    sign_up_for sign_up_to sign_up_here sign_up_now sign_up_with sign_in_to sign_in_with signing_up_for
    subscribe_to subscribe_for subscribe_now subscribe_today subscribe_here register_for_free register_now
    log_in_to login_to already_a_subscriber already_have_an_account already_registered not_a_subscriber
    join_us_on follow_us_on follow_us_at like_us_on find_us_on connect_with_us chat_with_us message_us
    click_here click_on_the click_to tap_here tap_to get_the_latest get_the_app get_the_best get_our
    get_breaking get_today's_headlines get_alerts get_daily receive_the_latest receive_our read_more
    read_the_full read_full read_next read_or_share see_more see_also see_the_full view_comments view_all
    show_more hide_comments watch_live watch_more listen_to_the_article share_this share_on share_via
    listen_live listen_now tune_in_to email_this print_this save_this
    this_site_uses_cookies this_website_uses_cookies we_use_cookies
    our_website_uses_cookies our_site_uses_cookies by_continuing_to by_using_this by_clicking
    by_signing_up by_subscribing by_submitting turn_on_notifications turn_on_desktop enable_notifications
    please_enable please_turn_on please_disable allow_notifications thank_you_for_signing
    thanks_for_signing thank_you_for_subscribing thanks_for_subscribing thank_you_for_reading
    thanks_for_reading support_our_journalism support_independent_journalism support_quality_journalism
    support_local_journalism your_subscription your_weather your_browser_does your_email_address
    your_password unlimited_digital_access full_digital_access try_one_month try_it_free try_for_free
    a_link_has_been an_error_has_occurred an_error_occurred an_email_has_been enter_your_email enter_city
    enter_your the_day's_top_stories the_day's_top_headlines find_out_what's_happening never_miss_a
    choose_the_plan digital_access_or you_can_unsubscribe you_can_change_the trending_in trending_on
    most_read_in most_popular_in more_in more_stories_from more_from_the more_videos more_headlines
    most_read_stories top_stories_in leave_a_comment post_a_comment add_your_comment add_a_comment
    join_the_discussion join_the_conversation start_the_conversation be_the_first_to_comment powered_by
    recommended_by recommended_for sponsored_by sponsored_content promoted_by paid_content have_a_news_tip
    got_a_tip got_a_news_tip do_you_have_a_tip javascript_is javascript_must this_video_is
    the_video_could_not video_player media_playback this_content_is_not this_article_is_for_subscribers
    this_story_is_for_subscribers terms_of privacy_policy cookie_settings cookie_policy back_to_top
    skip_to story_continues article_continues advertisement_continue the_views_expressed
    views_expressed_in the_opinions_expressed opinions_expressed scroll_down scroll_to_continue
    continue_reading swipe_to loading_comments comments_are_closed comments_have_been commenting_is
    don't_have_an_account need_an_account forgot_your forgot_password create_an_account create_a_free
    download_our download_the to_read_the_full to_continue_reading to_comment_on stay_up_to_date_with
    stay_informed stay_connected sign_up purchase_order_reprint we_can't_find_a no_one_covers
    turn_off_your use_of_this_site lesen_sie_auch lesen_sie_mehr mehr_zum_thema mehr_dazu jetzt_abonnieren
    newsletter_abonnieren folgen_sie_uns zur_startseite à_lire_aussi lire_aussi lire_la_suite abonnez-vous
    inscrivez-vous suivez-nous lea_también lee_también leer_también suscríbete síguenos читайте_также
    читайте_нас подписывайтесь_на подпишитесь_на
""")
# Labels before a colon or an arrow: what follows is a link.
_LABELS = word_set("""
    read read_more read_also also_read read_next see see_also see_more watch watch_live watch_now listen
    related related_story related_stories related_article related_articles related_content related_news
    more more_from more_on recommended recommended_video video gallery photos tags tag topics topic
    filed_under categories category keywords topics_in_this_article more_coverage don't_miss must_read
    must_watch share_this share follow follow_us click_here read_or_share_this_story schlagworte
    étiquettes etiquetas теги mehr lire_aussi à_lire_aussi lesen_sie_auch lea_también читайте_также
    also_on also_see join_the_conversation e-mail email phone tel contact
""")
_NETWORKS = word_set("""
    facebook fb twitter e-mail email mail print share tweet google google+ gshare fbshare linkedin
    pinterest whatsapp reddit messenger comment comments commentemailmore commentemail connect flipboard
    copy link save pin post sms via telegram line viber vk tumblr stumbleupon digg pocket on to more
    shares facebookemail facebooktwitter a this story article instagram youtube rss subscribe follow us
""")
_TALLY = re.compile(r"[\d.,]+[km]?|[^\W\d_]*\d[\d.,]*[km]?", re.IGNORECASE)
_COUNTED = word_set("""
    comments comment shares share retweets retweet likes like views view votes replies reply followers
    reactions kommentare commentaires комментариев просмотров read min minute listen readers
""")
_SHAPES = re.compile(
    r"[a-z]+(?:_[a-z]+)+"  # icon names: more_vert
    r"|(?:https?://|www\.|pic\.twitter\.com)\S*"  # bare links
    r"|(?:(?:image|photo|slide|page|video|bild)\s)?\d{1,3}\s?(?:/|of|von|de|sur|из)\s?\d{1,3}(?:\s\w+)?"
    r"|[\w-]{2,30}\.(?:com|org|net|co\.uk|de|fr|ru|in|io|tv|info|news)(?:/\S*)?(?:\s?[•|])?"  # a site's name
    r"|[^•]{1,60}•"  # a site's name with the bullet of a list
    r"|a(?:\s+a)+"  # letters that set the type size
    r"|[\W_]+",  # rules and arrows
    re.IGNORECASE,
)
_CODE = re.compile(
    r"function\s?\(|\bwindow\.\w|\bdocument\.\w|"
    r"\bvar [\w$]+ ?=|</?[a-z]+[ >]|\.push\(|getElementById|@media\b|display:\s?none"
)
_CRUMB = re.compile(r"\s*[|»›>•·]\s*")


def is_furniture(line: str) -> bool:
    """Whether a line is page furniture by its wording or shape.

    Args:
        line: one line of an article, trimmed.
    """
    if _CODE.search(line[:2000]):
        return True
    if len(line) > 300:
        return False
    bare = " ".join(line.lower().replace("’", "'").strip(" .…:!»>›[]()–—|•*").split())
    if not bare or bare in _BUTTONS:
        return True
    if opens_with(line, _PROMPTS) or _is_labelled(line):
        return True
    return len(line) <= 140 and (_is_counter(bare) or bool(_SHAPES.fullmatch(line)) or _is_menu(line))


def _is_labelled(line: str) -> bool:
    """As in "Related: ...", "READ MORE » ...": a label of the page, then a link."""
    for mark in (":", "»", ">", "|"):
        label, found, _ = line[:40].partition(mark)
        if found and " ".join(label.lower().replace("’", "'").strip("([*•- ").split()) in _LABELS:
            return True
    return False


def _is_counter(bare: str) -> bool:
    """As in "Facebook Twitter Email", "1,204 shares", "Twitter810 retweets": networks and figures."""
    words = bare.replace(",", " ").replace("|", " ").split()
    known = [word in _NETWORKS or word in _COUNTED or bool(_TALLY.fullmatch(word)) for word in words]
    return len(words) <= 12 and all(known) and any(word in _NETWORKS | _COUNTED for word in words)


def _is_menu(line: str) -> bool:
    """As in "Home | World | Business": short pieces between bars."""
    pieces = [piece for piece in _CRUMB.split(line) if piece]
    return len(pieces) >= 3 and all(len(piece) <= 25 and piece[-1] not in ".?!" for piece in pieces)
