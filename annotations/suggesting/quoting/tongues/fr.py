"""French."""

from __future__ import annotations

from .tongue import Tongue, bag, forms, pattern

_FIRST = (
    "déclar affirm ajout expliqu assur estim soulign précis annonc insist rappel critiqu dénonc "
    "not regrett confi indiqu lanc martel not qualifi jug accus demand exhort salu condamn "
    "menac promis assén résum observ ironis plaid réclam avanc évoqu confirm considér "
    "racont murmur cri réitér appel nomm commenc répliqu témoign concéd déplor alert interrog "
    "soupir scand tempêt grond souffl emport tonn martel détaill rétorqu argument félicit invit"
)
TONGUE = Tongue(
    "fr",
    says=forms(_FIRST, "e é ée ent a èrent ait aient")
    | bag(
        "dit disait disent écrit écrivait écrivent répond répondu prévient prévenu reconnaît "
        "reconnu soutient soutenu promet promis admet admis conclut conclu décrit redit parle "
        "parlé tweeté appelle appelé averti avertit défend défendu rejeté rejette rappelle prédit "
        "réagi réagit souhaite souhaité espère espéré poursuit poursuivi reprend repris maintient "
        "maintenu tonne tonné préconise prône plaide concède lâche lâché glisse glissé explique"
    )
    | bag("aux cris de|au cri de|a fait savoir|fait valoir|a fait valoir"),
    adds=bag(
        "ajoutant affirmant déclarant soulignant précisant disant estimant expliquant dénonçant "
        "évoquant qualifiant rappelant assurant appelant accusant indiquant insistant jugeant"
    ),
    sources=bag(
        "selon|selon lui|selon elle|selon eux|d' après|aux yeux de|aux dires de|de l'avis de"
    ),
    pronouns={"il": "m", "elle": "f", "lui-même": "m", "elle-même": "f", "ils": "p", "elles": "p"},
    roles=pattern(
        r"(?:vice-|ex-)?(président|ministre|chancelier|premier|secrétaire|porte-parole|chef"
        r"|dirigeant"
        r"|directeur|ambassadeur|émissaire|responsable|gouverneur|maire|sénateur|général|colonel"
        r"|commandant|commissaire|roi|prince|pape|juge|procureur|avocat|professeur|analyste|expert"
        r"|chercheur|auteur|homologue|diplomate|représentant|conseiller|député|candidat|m|me"
        r"|maître|dr"
        r"|fondateur|patron|entraîneur|capitaine|économiste|habitant|témoin|médecin|enseignant"
        r"|militant|retraité|passant|commerçant|client|étudiant|lycéen|salarié"
        r"|ouvrier|électeur|touriste|chauffeur|vendeur|négociateur|préfet|leader|élu|syndicaliste|agriculteur|monsieur|numéro)s?"
    ),
    generic=pattern(
        r"dirigeante?|responsable|élue?|chef|cheffe|patronn?e?|expert|experte|chercheur"
        r"|chercheuse|leader"
    ),
    women=pattern(
        r"présidente|chancelière|première|cheffe|dirigeante|directrice|ambassadrice|maire"
        r"|sénatrice|reine|avocate|procureure|professeure|experte|chercheuse|autrice|représentante"
        r"|conseillère|députée|candidate|fondatrice|patronne|habitante|mme|mlle|madame|militante"
        r"|élue|enseignante|négociatrice|préfète|agricultrice"
    ),
    bodies=pattern(
        r"ministère|direction|gouvernement|kremlin|bureau|police|armée|conseil|commission"
        r"|tribunal|cour"
        r"|agence|entreprise|parti|administration|ambassade|organisation|autorités?|groupe"
        r"|communiqué|syndicats?|parlement|association|banque|otan|élysée|présidence|parquet"
        r"|opposition|fédération|institut|manifestants?|partisans|supporteurs|foule|grévistes|ong|collectif|rapport|texte|document"
    ),
    latter={"ce dernier": "m", "cette dernière": "f", "celui-ci": "m", "celle-ci": "f"},
    portfolios=bag(
        "affaires étrangères étranger intérieur défense finances état république économie santé "
        "justice premier générale général conseil extérieur extérieures européenne"
    ),
    determiners=bag(
        "le la les l' un une des du au aux son sa ses leur leurs ce cet cette ces notre nos"
    ),
    prepositions=bag(
        "avec de du des d' par à au aux contre pour en dans sur sous après avant entre vers sans "
        "parmi pendant durant chez depuis devant envers comme selon lors dont"
    ),
    of=bag("de du des d' à"),
    that=bag("que qu' si combien pourquoi"),
    relatives=bag("qui que dont où lequel laquelle lesquels tandis alors"),
    little=bag(
        "et ou mais donc or ni car si lorsque quand quoique puisque aussi encore ici là hier "
        "aujourd'hui demain non oui ne pas plus nous vous je tu on me te se lui y tous beaucoup "
        "quelques plusieurs quoi comment pourquoi lundi mardi mercredi jeudi vendredi samedi "
        "dimanche janvier février mars avril mai juin juillet août septembre octobre novembre "
        "décembre ainsi cependant toutefois néanmoins enfin ensuite puis déjà notamment c' il "
        "c'est s' n' j' qu' m' t' très tout toute toutes même autre autres a ont avait aurait est "
        "presse journalistes interrogé interrogée ailleurs"
    )
    - bag("il"),
    sources_first=bag("pour"),
    objects=bag("du aux"),
    genders={"le": "m", "la": "f"},
    definite=bag("le la l' les"),
    kinds_of_name=bag(
        "journal quotidien hebdomadaire magazine film livre roman chanson album série émission "
        "pièce opération baptisée baptisé intitulée intitulé nommé nommée slogan mot-dièse navire "
        "pétrolier application site chaîne parti exposition poème opéra tableau documentaire "
        "mouvement festival plan collectif projet programme terme mot surnommé surnommée dit "
        "dite association ong fondation entreprise société groupe"
    )
    - bag("dit dite"),
    peoples=bag(
        "britannique britanniques américain américaine anglais anglaise écossais écossaise "
        "gallois galloise allemand allemande néerlandais néerlandaise hollandais hollandaise "
        "danois danoise suédois suédoise turc turque polonais polonaise belge saoudien "
        "saoudienne tchèque norvégien norvégienne"
    ),
    opposes=bag(
        "dément démenti rejette rejeté conteste contesté réplique répliqué rétorque rétorqué "
        "répond répondu"
    ),
    pointing=bag("ainsi c' voilà ces cela telle tel"),
    so_called=bag(
        "soi-disant|fameux|fameuse|fameuses|dit|dite|prétendu|prétendue|ce qu' on appelle|"
        "surnommé|surnommée|le terme|le mot"
    )
    - bag("dit dite"),
)
