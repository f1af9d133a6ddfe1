"""Page furniture known by its wording: prompts, buttons, menus, counters, players, notices.

Takes one line, says whether a web page put it there rather than a reporter. Three ways: whole lines that are
a button or heading, openings that are a prompt ("Read more:", "Sign up for ..."), and shapes that no prose
has (icon names, counters, code, bare links). General usage of news pages in English, with the commonest
German, French, Spanish and Russian forms. Headlines of other stories carry no such mark: `kinds` finds them
by where they stand.
"""

from __future__ import annotations

import re

_BUTTONS = frozenset(
    """
    advertisement|advertisements|ad|sponsored|sponsored content|promoted|paid content|anzeige|werbung|publicité|
    publicidad|pubblicità|реклама|close|more|less|share|shares|tweet|email|e-mail|print|save|edit|go|ok|menu|search|
    subscribe|sign up|sign in|log in|login|register|sign me up|cancel|send|cancelsend|reply|like|follow|follow us|
    comment|comments|view comments|show comments|hide comments|leave a comment|post a comment|no comments|
    add a comment|loading|loading comments|recommended|recommended video|recommended videos|recommended for you|
    related|related content|related stories|related articles|related topics|related news|related coverage|
    related links|more on this story|more stories|more news|top stories|top coverage|top news|most read|most popular|
    most viewed|most shared|trending|trending now|trending stories|latest news|latest headlines|latest|popular|
    editor's picks|editors' picks|don't miss|you may like|you might also like|you may also like|read next|up next|
    next|previous|prev|prev next|read more|read full story|read the full story|read also|also read|see also|see more|
    show more|load more|learn more|continue reading|story continues below|story continued below|
    article continues below|continue reading below|live tv|live|watch|watch live|watch now|now playing|just watched|
    must watch|replay|play|pause|mute|unmute|play video|video|videos|gallery|photos|back to gallery|slideshow|
    image|caption|toggle caption|hide caption|show chapters|view gallery|embed|transcript|download|listen|
    more_vert|play_arrow|video_youtube|amp|expand|collapse|skip|skip ad|skip to content|skip to main content|
    scroll to top of page|back to top|top|home|homepage|edition|newsletter|newsletters|politics newsletter|
    our newsletters|tags|topics|categories|filed under|in this article|table of contents|share this|share story|
    share this story|share this article|share on facebook|share on twitter|share via email|copy link|copied|link copied|
    facebook|twitter|whatsapp|linkedin|pinterest|google+|reddit|telegram|instagram|youtube|flipboard|messenger|tumblr|
    posted!|congratulations!|uh-oh!|be the first to know|thank you|error|you are signed in as|powered by|contact us|
    about us|privacy policy|terms of use|terms of service|cookie policy|do not sell my personal information|
    accept|accept all|accept cookies|reject all|manage preferences|i agree|got it|purchase: order reprint|
    get the app|download the app|watch:|watch live:|more:|none|x|×|•|teilen|drucken|kommentare|mehr|mehr zum thema|
    auch interessant|lesen sie auch|newsletter abonnieren|partager|imprimer|commentaires|à lire aussi|lire aussi|
    lire la suite|voir aussi|s'abonner|compartir|comentarios|imprimir|leer más|lea también|te puede interesar|
    поделиться|читайте также|комментарии|подписаться|ещё|подробнее
    """.replace("\n    ", "")
    .strip()
    .split("|")
)
_OPENING = re.compile(
    r"(?:read|see|watch|listen|view|show|hide) (?:more|also|next|it|now|live|the full|full|all|comments|video|or share)\b.{0,120}$"
    r"|(?:read|see|watch|listen|related|more|recommended|video|gallery|photos|live(?: updates| blog)?|also read|analysis|opinion|explainer)\s?[:|»>]\s"
    r"|(?:click|tap|press) (?:here|on|the|below|to)\b"
    r"|(?:sign|signing) (?:up|in) (?:for|to|with|now|here|below|today)\b|subscribe (?:to|for|now|here|today)\b|register (?:for|now|to)\b"
    r"|log ?in (?:to|with)\b|already (?:a )?(?:subscriber|registered|have an account|subscribed)|not a (?:subscriber|member)\b"
    r"|(?:join|follow|like|find|visit|chat with|connect with|message|tweet) (?:us|@|our|the conversation|the nation's conversation|\w+ on (?:twitter|facebook|instagram|telegram|google|whatsapp))\b"
    r"|(?:get|receive) (?:the (?:latest|app|best|top|day's)|our|breaking|today's|unlimited|\w+ news)\b.{0,120}(?:inbox|newsletter|alerts?|app|delivered|access|notifications|email)\b"
    r"|(?:share|print|save|email|forward) (?:this|story|article|on|via|with|it|tweet)\b.{0,60}$|(?:tweet|email|share|print)(?: (?:this|tweet|email|share|print|facebook|twitter|whatsapp|linkedin|pin))+$"
    r"|(?:this|our|the) (?:site|website|page|web site) uses? cookies|we use cookies|by (?:continuing|using|clicking|signing|subscribing)\b.{0,80}(?:agree|cookies|consent|accept)"
    r"|(?:turn on|enable|please enable|allow|tap here)\b.{0,60}(?:notifications?|javascript|cookies|browsing|flash)"
    r"|(?:thank you|thanks) for (?:signing|subscribing|reading|your)\b|support (?:our|independent|quality) journalism|your subscription\b"
    r"|(?:unlimited|full) (?:digital )?access\b|try (?:one|1|it|our|for|\w+) (?:month|week|free|now|for|weeks)\b|(?:subscribe|donate)\b.{0,40}$"
    r"|a link has been (?:posted|sent)|an? (?:error|e-mail|email) (?:has|was|occurred)|(?:enter|your) (?:your )?(?:e-?mail|zip|city|weather|password|username|search)\b"
    r"|(?:the day's|today's) top (?:stories|headlines)|(?:find|here is) out what's happening|never miss (?:a|out)|choose the plan|digital access or|you can (?:unsubscribe|change the location)"
    r"|(?:trending|most (?:read|popular|viewed|shared)|top stories|latest|more) (?:in|from|on|stories|news|videos|headlines)\b.{0,50}$"
    r"|(?:view|join|leave|post|add|start|see|read) (?:the |your |a )?(?:\d+ )?(?:comments?|discussion|conversation)\b|(?:\d[\d,.]*|no|view all) (?:comments?|shares?|likes?|retweets?|replies|views?|reactions?|followers?|votes?)$"
    r"|powered by\b|(?:recommended|sponsored|promoted|paid) (?:by|content|stories|video|for you|reading|from)\b|have (?:a|an) (?:news )?(?:tip|story|opinion)\b.{0,80}\?|got a (?:tip|story|news)"
    r"|(?:tags?|topics?|filed under|categories|keywords|topics in this article|schlagworte|étiquettes|etiquetas|теги)\s?:"
    r"|(?:your browser|javascript|this video|the video|video player|media playback|this content is|this (?:article|story|content) is (?:for|only|available))\b.{0,80}(?:support|disabled|unavailable|enable|subscribers?|loading|available|play|member)"
    r"|(?:terms|privacy|cookie|contact|about|help|faq|sitemap|advertise|careers|jobs|rss)(?: (?:of|and|&|with|us|service|use|policy|map|center|notice|me|\|))*$"
    r"|(?:lesen sie|lire aussi|à lire|leer también|lea también|mehr (?:zum|lesen|dazu)|читайте (?:также|нас)|подписывайтесь|abonnez|inscrivez|suscríb|suscrib|abonnieren|jetzt abonnieren|folgen sie|suivez|síguenos|zur startseite|newsletter)",
    re.IGNORECASE,
)
# Shapes: icon names, runs of network names, counters, bare links, handles, code, letters to set type size.
_SHAPES = re.compile(
    r"[a-z]+(?:_[a-z]+)+|(?:https?://|www\.|pic\.twitter\.com)\S+|(?:image|photo|slide|page|video)? ?\d+ ?(?:/|of|von|de|из) ?\d+"
    r"|(?:(?:facebook|fb|twitter|e-?mail|print|share|tweet|google ?\+|gshare|linkedin|pinterest|whatsapp|reddit|messenger|more|comment|"
    r"connect|flipboard|copy|link|save|pin|post|sms|via|on|to|a|this|story|fbshare|telegram|line|viber|vk)[ ,|•·/+]*){2,}"
    r"|(?:twitter|facebook|instagram)? ?\d[\d,.]*[km]? ?(?:comments?|shares?|retweets?|likes?|views?|votes?|replies)?"
    r"|(?:\d+ ?(?:m|min|mins|minute|minutes)[ -](?:read|listen))|(?:loading|please wait).{0,20}|(?:[-–—_*=•·|#~<>«»‹›.,;:+ ]+)|a\s+a(?:\s+a)?"
    r"|[\w.-]{2,40}\.(?:com|org|net|co\.uk|de|fr|ru|in|io|tv|info|news)(?:/\S*)?(?: [•|])?|[^\n]{1,40} ?•",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"function\s?\(|window\.|document\.|\bvar [\w$]+ ?=|</?[a-z]+[ >]|\.push\(|\{\s*[\w-]+\s*:\s*[^}]{1,80};|getElementById|@media\b|display:\s?none"
)
_CRUMBS = re.compile(r"(?:[^|»›>/•·]{2,25}\s?[|»›>•·]\s?){2,}[^|»›>/•·]{0,40}")


def is_furniture(line: str) -> bool:
    """Whether a line is page furniture by its wording or shape.

    Args:
        line: one line of an article, trimmed.
    """
    if _CODE.search(line[:2000]):
        return True
    if len(line) > 260:
        return False
    bare = line.lower().replace("’", "'").strip(" .…:!»>›[]()-–—|•*")
    if bare in _BUTTONS or line.lower() in _BUTTONS:
        return True
    if _SHAPES.fullmatch(line[:120]) and len(line) <= 120:
        return True
    return bool(_OPENING.match(line.lstrip("»>›[(•*-–— "))) or (
        len(line) <= 120 and bool(_CRUMBS.fullmatch(line))
    )
