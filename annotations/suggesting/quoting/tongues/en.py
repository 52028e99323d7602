"""English."""

from __future__ import annotations

from .tongue import Tongue, bag, pattern

TONGUE = Tongue(
    "en",
    says=bag(
        "said says say told tells tell adds added wrote writes insisted insists claimed claims "
        "argued argues stated states declared declares announced announces stressed stresses "
        "emphasised emphasized warned warns noted notes explained explains replied replies "
        "responded answered asked asks tweeted posted called calls described describes denounced "
        "denounces condemned condemns praised praises hailed hails vowed vows pledged promised "
        "accused accuses admitted admits acknowledged conceded confirmed confirms denied denies "
        "suggested suggests urged urges demanded remarked commented recalled repeated reiterated "
        "quipped joked shouted testified dismissed dismisses labelled labeled labels dubbed "
        "branded blasted blasts slammed slams criticised criticized expressed concluded cautioned "
        "countered lamented complained thanked predicted estimated thought believes believed "
        "hoped welcomed rejected rejects defended underlined underscored maintained reported "
        "revealed observed continued spoke speaks characterised characterized mocked cited "
        "proclaimed signalled signaled specified chanted chant chants yelled echoed "
        "apologised apologized read reads"
    ),
    adds=bag(
        "adding saying noting stressing insisting claiming arguing warning calling describing "
        "denouncing stating explaining telling writing declaring accusing asking citing "
        "promising vowing urging expressing pointing referring emphasising emphasizing recalling"
    ),
    sources=bag(
        "according to|according to him|according to her|according to them|in the words of|in "
        "the view of"
    ),
    pronouns={"he": "m", "she": "f", "they": "p"},
    roles=pattern(
        r"(?:vice-|ex-)?(president|minister|chancellor|premier|secretary|spokes(?:man|person)"
        r"|leader"
        r"|chief|head|chair(?:man|person)?|director|ambassador|envoy|official|governor|mayor"
        r"|senator|general|colonel|commander|commissioner|king|prince|pope|judge|prosecutor|lawyer"
        r"|professor|analyst|expert|scientist|researcher|author|minister-president|counterpart"
        r"|diplomat|representative|coordinator|adviser|advisor|deputy|candidate|mp|mr|dr|sir|lord"
        r"|founder|operator|boss|manager|coach|captain|economist|resident|witness|officer"
        r"|doctor|teacher|retiree|pensioner|shopkeeper|customer|worker|voter|tourist|passer-by"
        r"|bystander|vendor|student"
        r"|union|activist|negotiator|driver|farmer|neighbour|neighbor|survivor|owner|editor"
        r"|administrator|organiser|organizer|ceo|prof|gen|sen|rep|gov)s?"
    ),
    generic=pattern(
        r"leader|politician|official|executive|lawmaker|diplomat|expert|boss|chief|researcher"
        r"|scientist"
    ),
    women=pattern(
        r"spokeswoman|chairwoman|queen|princess|mrs|ms|actress|mother|woman|wife|businesswoman"
    ),
    bodies=pattern(
        r"ministry|government|kremlin|office|police|army|military|council|commission|court|agency"
        r"|company|party|administration|union|embassy|organi[sz]ation|authorit(?:y|ies)|group"
        r"|statement|union|committee|department|officials|opposition|prosecutors|parliament"
        r"|service|team|bank|nato|report|association|federation|institute|league"
        r"|protesters|demonstrators|supporters|fans|crowd|marchers|strikers|students"
    ),
    latter={"the latter": ""},
    portfolios=bag(
        "prime foreign defence defense interior finance state vice deputy first lady economy "
        "health justice chief senior former acting affairs general secretary security energy "
        "environment trade climate transport culture education executive attorney news agency"
    ),
    determiners=bag("the a an his her their its this that these those one another some its our"),
    prepositions=bag(
        "with of by to from against for in on at about over under after before between into "
        "toward towards through without among during alongside behind via than like upon near "
        "including whom despite as per"
    ),
    of=bag("of for"),
    that=bag("that whether how why"),
    relatives=bag("who whose whom which where when while whilst"),
    little=bag(
        "and or but so yet nor if because although though since until unless also meanwhile "
        "however earlier later now then here there not no yes it we you i us me him them both "
        "all many most more few several what when why how asked today yesterday tomorrow monday "
        "tuesday wednesday thursday friday saturday sunday january february march april june july "
        "august september october november december still even only just at in on as speaking "
        "addressing last next once such other others for instead my your our let's i'm it's we're "
        "he's she's there's that's who'd we've i've don't won't can't meanwhile moreover according"
    ),
    sources_first=bag("for to"),
    definite=bag("the"),
    kinds_of_name=bag(
        "newspaper magazine daily weekly film movie book novel song album series show programme "
        "program play operation codenamed code-named titled entitled named nicknamed slogan "
        "hashtag motto headlined ship vessel tanker yacht app website channel party exhibition "
        "poem opera painting documentary podcast essay called-up so-titled brand project word "
        "known"
    ),
    peoples=bag(
        "briton britons british american americans englishman englishwoman scot scots "
        "scottish welshman welshwoman dutch dutchman dutchwoman frenchman frenchwoman swiss "
        "dane danish finn finnish pole polish turk turkish spaniard spanish irish irishman "
        "irishwoman saudi filipino"
    ),
    opposes=bag(
        "disagreed disagrees denied denies rejected rejects dismissed dismisses countered "
        "replied responded contradicted disputed disputes"
    ),
    pointing=bag("so thus that this these those with such"),
    so_called=bag("so-called|so called|the term|the word|known as|referred to as|nicknamed"),
)
