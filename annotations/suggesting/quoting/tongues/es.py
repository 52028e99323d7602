"""Spanish."""

from __future__ import annotations

from .tongue import Tongue, bag, forms, pattern

_AR = (
    "replic tild garantiz apel respald vaticin repas declar afirm señal asegur explic manifest "
    "subray destac agreg acus denunci critic conden "
    "coment anunci reiter alert consider record indic apunt pregunt exclam calific insist lament "
    "sentenci inform reproch elogi proclam expres confes precis remarc valor asever zanj reclam "
    "celebr augur not avis apost concret anot rechaz salud puntualiz tach narr relat matiz "
    "enfatiz core grit vitore ironiz avanz llam argument confirm ratific contest"
)
TONGUE = Tongue(
    "es",
    drops_pronouns=True,
    says=forms(_AR, "a ó aron an ado aba aban aron")
    | bag("al grito de|a gritos de|a los gritos de")
    | bag(
        "dijo dice dicen dijeron decir decía dicho añadió añade añadieron añadido escribió escribe "
        "escrito respondió responde respondido prometió promete prometido advirtió advierte "
        "advirtieron advertido reconoció reconoce reconocido admitió admite concluyó concluye "
        "sostuvo sostiene sostuvieron pidió pide pidieron pedido describió describe tuiteó "
        "defendió defiende negó niega replicó replica repitió repite definió define recalcó "
        "exigió exige habló habla opinó opina cree creyó piensa aclaró aclara sugirió sugiere "
        "resumió resume expuso expone explicó espetó denominó bautizó mantuvo mantiene predijo "
        "amenazó amenaza prosiguió prosigue agradeció agradece bromeó"
    ),
    adds=bag(
        "añadiendo diciendo afirmando señalando subrayando asegurando destacando calificando "
        "acusando explicando declarando denunciando recordando advirtiendo insistiendo indicando"
    ),
    sources=bag(
        "según|según él|según ella|de acuerdo con|a juicio de|a juicio del|en palabras del|en "
        "opinión del|en palabras de|en opinión de|a decir de"
    ),
    pronouns={"él": "m", "ella": "f", "ellos": "p", "ellas": "p"},
    roles=pattern(
        r"(?:vice|ex)?-?(presidente|ministro|canciller|premier|secretario|portavoz|vocero|líder"
        r"|jefe"
        r"|director|embajador|enviado|responsable|funcionario|gobernador|alcalde|senador|general"
        r"|coronel|comandante|comisario|comisionado|rey|príncipe|papa|juez|fiscal|abogado|profesor"
        r"|analista|experto|investigador|autor|homólogo|diplomático|representante|asesor|diputado"
        r"|candidato|sr|dr|fundador|entrenador|capitán|economista|vecino|testigo|médico|maestro"
        r"|activista|negociador|mandatario|dirigente|señor|jubilado|comerciante|cliente|estudiante|obrero|trabajador|votante|turista|conductor"
        r"|vendedor|agricultor|empresario|opositor|número)"
        r"(?:e?s)?"
    ),
    generic=pattern(
        r"dirigente|mandatari[oa]|responsable|líder|funcionari[oa]|jefe|jefa|expert[oa]"
        r"|investigador|investigadora|polític[oa]"
    ),
    women=pattern(
        r"(?:vice|ex)?(presidenta|ministra|secretaria|vocera|jefa|directora|embajadora|enviada"
        r"|funcionaria|gobernadora|alcaldesa|senadora|comisaria|reina|princesa|jueza|abogada"
        r"|profesora|experta|investigadora|autora|homóloga|diplomática|asesora|diputada|candidata"
        r"|sra|señora|fundadora|vecina|médica|maestra|mandataria|empresaria|agricultora)"
    ),
    bodies=pattern(
        r"ministerio|gobierno|kremlin|oficina|policía|ejército|consejo|comisión|tribunal|corte"
        r"|agencia|empresa|partido|administración|embajada|organización|autoridad(?:es)?|grupo"
        r"|comunicado|sindicato|parlamento|asociación|banco|otan|fiscalía|oposición|colectivo"
        r"|federación|instituto|manifestantes|seguidores|simpatizantes|multitud|público|presidencia|ayuntamiento|informe|documento|firma|compañía"
    ),
    latter={"este último": "m", "esta última": "f", "éste": "m", "ésta": "f"},
    portfolios=bag(
        "asuntos exteriores obras públicas trabajo transportes transporte fomento educación "
        "cultura turismo agricultura pesca energía minas vivienda desarrollo ambiente medio  "
        "relaciones interior defensa hacienda estado economía sanidad salud "
        "justicia primer primera república general seguridad"
    ),
    determiners=bag(
        "el la los las un una unos unas su sus este esta estos estas ese esa aquel aquella nuestro"
    ),
    prepositions=bag(
        "con de del por a al contra para en sobre bajo tras ante entre hacia hasta sin desde "
        "durante mediante según como"
    ),
    of=bag("de del"),
    that=bag("que si cómo"),
    relatives=bag("quien que cuyo cuya donde quienes cual mientras"),
    little=bag(
        "y e o u pero sino ni aunque porque cuando pues también además ayer hoy mañana aquí allí "
        "no sí nosotros vosotros yo tú usted se me te nos le les lo todos muchos algunos varios "
        "qué cómo por lunes martes miércoles jueves viernes sábado domingo enero febrero marzo "
        "abril mayo junio julio agosto septiembre octubre noviembre diciembre así sin embargo "
        "asimismo ya aún luego después antes más menos muy tan ha han había es está ser fue "
        "mientras otro otra otros otras prensa periodistas ahora"
    ),
    sources_first=bag("para"),
    objects=bag("del al"),
    genders={"el": "m", "la": "f"},
    definite=bag("el la los las"),
    kinds_of_name=bag(
        "diario periódico semanario revista película libro novela canción disco álbum serie "
        "programa obra operación denominada denominado titulada titulado llamada llamado lema "
        "eslogan etiqueta buque barco petrolero aplicación web sitio canal cadena partido "
        "exposición poema ópera cuadro documental movimiento proyecto término palabra apodado "
        "apodada alias plataforma"
    ),
    peoples=bag(
        "británico británica estadounidense norteamericano norteamericana inglés inglesa "
        "escocés escocesa galés galesa neerlandés neerlandesa holandés holandesa danés danesa "
        "griego griega polaco polaca turco turca ruso rusa belga croata saudí"
    ),
    opposes=bag(
        "negó niega rechazó rechaza replicó replica desmintió desmiente respondió responde "
        "discrepó discrepa"
    ),
    pointing=bag("así eso esto esta estas quien"),
    so_called=bag(
        "el llamado|la llamada|los llamados|las llamadas|supuesto|supuesta|supuestos|presunto|"
        "el denominado|la denominada|autodenominado|autodenominada|el término|la palabra"
    ),
)
