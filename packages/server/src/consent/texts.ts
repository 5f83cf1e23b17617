import type { Language } from '@cardfile/contract'

/** A text to agree to. Any change of the text changes `version`, which is what the consent record keeps. */
export interface ConsentText {
  readonly version: string
  readonly text: string
}

const firstVersion = (text: string): ConsentText => ({ version: '2026-11', text })

/**
 * The default consent texts. Each states what the card networks require before a card is stored: what the card is used for,
 * how changes are announced, and how to withdraw. The checkbox beside it is never pre-ticked.
 */
export const TEXTS: Readonly<Record<Language, ConsentText>> = {
  ar: firstVersion(
    'حفظ هذه البطاقة لأتمكن من الدفع بشكل أسرع في المرة القادمة. لا تُستخدم إلا عندما أختار الدفع بها. سيتم إبلاغي قبل أي تغيير في هذه الشروط، ويمكنني إزالة البطاقة من حسابي في أي وقت.',
  ),
  bg: firstVersion(
    'Запазване на тази карта, за да плащам по-бързо следващия път. Използва се само когато избера да платя с нея. Ще получа съобщение, преди тези условия да се променят, и мога да премахна картата от профила си по всяко време.',
  ),
  cs: firstVersion(
    'Uložit tuto kartu pro rychlejší platbu příště. Použije se jen tehdy, když se rozhodnu jí zaplatit. O změnách těchto podmínek se dozvím předem a kartu mohu kdykoli odebrat ve svém účtu.',
  ),
  da: firstVersion(
    'Gem dette kort, så jeg kan betale hurtigere næste gang. Det bruges kun, når jeg vælger at betale med det. Jeg får besked, før disse vilkår ændres, og jeg kan til enhver tid fjerne kortet på min konto.',
  ),
  de: firstVersion(
    'Diese Karte speichern, damit ich das nächste Mal schneller bezahlen kann. Sie wird nur verwendet, wenn ich damit bezahlen möchte. Änderungen dieser Bedingungen werden mir vorher mitgeteilt, und ich kann die Karte jederzeit in meinem Konto entfernen.',
  ),
  el: firstVersion(
    'Αποθήκευση αυτής της κάρτας για να πληρώσω πιο γρήγορα την επόμενη φορά. Χρησιμοποιείται μόνο όταν επιλέγω να πληρώσω με αυτήν. Θα ενημερωθώ πριν αλλάξουν αυτοί οι όροι και μπορώ να αφαιρέσω την κάρτα από τον λογαριασμό μου ανά πάσα στιγμή.',
  ),
  en: {
    version: '2026-11-28',
    text: 'Save this card so that I can pay faster next time. It is only used when I choose to pay with it. I will be told before these terms change, and I can remove the card from my account at any time.',
  },
  es: firstVersion(
    'Guardar esta tarjeta para pagar más rápido la próxima vez. Solo se usa cuando elijo pagar con ella. Se me avisará antes de cualquier cambio en estas condiciones y puedo eliminar la tarjeta en mi cuenta en cualquier momento.',
  ),
  et: firstVersion(
    'Salvesta see kaart, et saaksin järgmisel korral kiiremini maksta. Seda kasutatakse ainult siis, kui otsustan sellega maksta. Nende tingimuste muutmisest teatatakse mulle ette ning ma saan kaardi igal ajal oma kontolt eemaldada.',
  ),
  fi: firstVersion(
    'Tallenna tämä kortti, jotta voin maksaa ensi kerralla nopeammin. Sitä käytetään vain, kun päätän maksaa sillä. Näiden ehtojen muutoksista kerrotaan minulle etukäteen, ja voin poistaa kortin tililtäni milloin tahansa.',
  ),
  fr: firstVersion(
    'Enregistrer cette carte pour payer plus vite la prochaine fois. Elle n’est utilisée que lorsque je choisis de payer avec elle. Tout changement de ces conditions m’est annoncé à l’avance, et je peux supprimer la carte à tout moment dans mon compte.',
  ),
  ga: firstVersion(
    'Sábháil an cárta seo ionas go mbeidh mé in ann íoc níos tapúla an chéad uair eile. Ní úsáidtear é ach amháin nuair a roghnaím íoc leis. Cuirfear ar an eolas mé sula n-athrófar na téarmaí seo, agus is féidir liom an cárta a bhaint de mo chuntas am ar bith.',
  ),
  he: firstVersion(
    'שמירת הכרטיס הזה כדי שאוכל לשלם מהר יותר בפעם הבאה. ייעשה בו שימוש רק אם אבחר לשלם בו. אקבל הודעה לפני כל שינוי בתנאים האלה, ואפשר להסיר את הכרטיס מהחשבון שלי בכל עת.',
  ),
  hr: firstVersion(
    'Spremi ovu karticu za brže plaćanje sljedeći put. Koristi se samo kad odlučim njome platiti. O promjenama ovih uvjeta dobit ću obavijest unaprijed, a karticu mogu u svakom trenutku ukloniti na svom računu.',
  ),
  hu: firstVersion(
    'A kártya mentése, hogy legközelebb gyorsabban fizethessek. Csak akkor használják, amikor úgy döntök, hogy ezzel fizetek. E feltételek változásáról előre értesítést kapok, és a kártyát bármikor eltávolíthatom a fiókomban.',
  ),
  is: firstVersion(
    'Vista þetta kort svo að ég geti greitt hraðar næst. Það er aðeins notað þegar ég vel að greiða með því. Ég fæ að vita af breytingum á þessum skilmálum fyrirfram og get fjarlægt kortið af reikningnum mínum hvenær sem er.',
  ),
  it: firstVersion(
    'Salva questa carta per pagare più velocemente la prossima volta. Viene usata solo quando scelgo di pagare con essa. Ogni modifica a queste condizioni mi viene comunicata in anticipo e posso rimuovere la carta dal mio account in qualsiasi momento.',
  ),
  lt: firstVersion(
    'Išsaugoti šią kortelę, kad kitą kartą galėčiau sumokėti greičiau. Ji naudojama tik tada, kai nusprendžiu ja mokėti. Apie šių sąlygų pakeitimus man pranešama iš anksto, o kortelę galiu bet kada pašalinti savo paskyroje.',
  ),
  lv: firstVersion(
    'Saglabāt šo karti, lai nākamreiz varētu samaksāt ātrāk. Tā tiek izmantota tikai tad, kad es izvēlos ar to maksāt. Par šo noteikumu izmaiņām man paziņo iepriekš, un es jebkurā laikā varu noņemt karti savā kontā.',
  ),
  mt: firstVersion(
    'Żomm din il-karta biex nista’ nħallas aktar malajr id-darba li jmiss. Tintuża biss meta nagħżel li nħallas biha. Nirċievi avviż qabel ma jinbidlu dawn il-kundizzjonijiet, u nista’ nneħħi l-karta mill-kont tiegħi meta rrid.',
  ),
  nb: firstVersion(
    'Lagre dette kortet slik at jeg kan betale raskere neste gang. Det brukes bare når jeg velger å betale med det. Jeg får beskjed før disse vilkårene endres, og jeg kan når som helst fjerne kortet på kontoen min.',
  ),
  nl: firstVersion(
    'Deze kaart bewaren zodat ik de volgende keer sneller kan betalen. De kaart wordt alleen gebruikt als ik ervoor kies ermee te betalen. Ik krijg vooraf bericht als deze voorwaarden veranderen en ik kan de kaart op elk moment in mijn account verwijderen.',
  ),
  pl: firstVersion(
    'Zapisz tę kartę, aby następnym razem płacić szybciej. Będzie używana tylko wtedy, gdy zdecyduję się nią zapłacić. O zmianach tych warunków dowiem się z wyprzedzeniem, a kartę mogę w każdej chwili usunąć na swoim koncie.',
  ),
  pt: firstVersion(
    'Guardar este cartão para eu pagar mais depressa da próxima vez. Só é utilizado quando eu escolher pagar com ele. Qualquer alteração destas condições é-me comunicada antes, e posso remover o cartão na minha conta a qualquer momento.',
  ),
  ro: firstVersion(
    'Salvează acest card ca să plătesc mai repede data viitoare. Este folosit numai când aleg să plătesc cu el. Voi primi o înștiințare înainte ca aceste condiții să se schimbe și pot elimina cardul din contul meu oricând.',
  ),
  sk: firstVersion(
    'Uložiť túto kartu na rýchlejšiu platbu nabudúce. Použije sa len vtedy, keď sa rozhodnem ňou zaplatiť. O zmenách týchto podmienok sa dozviem vopred a kartu môžem kedykoľvek odstrániť vo svojom účte.',
  ),
  sl: firstVersion(
    'Shrani to kartico za hitrejše plačilo prihodnjič. Uporabi se samo takrat, ko se odločim plačati z njo. O spremembah teh pogojev izvem vnaprej, kartico pa lahko kadar koli odstranim v svojem računu.',
  ),
  sv: firstVersion(
    'Spara det här kortet så att jag kan betala snabbare nästa gång. Det används bara när jag väljer att betala med det. Jag får besked innan villkoren ändras och jag kan när som helst ta bort kortet på mitt konto.',
  ),
  tr: firstVersion(
    'Bir dahaki sefere daha hızlı ödeyebilmem için bu kartı kaydet. Kart yalnızca onunla ödemeyi seçtiğimde kullanılır. Bu koşullar değişmeden önce bilgilendirilirim ve kartı hesabımdan istediğim zaman kaldırabilirim.',
  ),
  uk: firstVersion(
    'Зберегти цю картку, щоб наступного разу платити швидше. Вона використовується лише тоді, коли я вирішу нею оплатити. Про зміни цих умов мене повідомлять заздалегідь, і я можу будь-коли видалити картку у своєму обліковому записі.',
  ),
}

/** Other language tags that browsers send, and the language whose text they get. */
export const ALIASES: ReadonlyMap<string, Language> = new Map([
  ['no', 'nb'],
  ['nn', 'nb'],
  ['iw', 'he'],
])
