package features

// phraseLines lists the phrases of each group, one a line, in lower case. "^"
// before a phrase: only at the beginning of the block; "=": only as the whole
// block; "*" behind: also as the beginning of a longer word.
var phraseLines = [phraseCount]string{
	Share: `
		=share
		=shares
		^share this
		^share on
		^share via
		^share to
		^share the
		=share article
		=share story
		=share link
		^share full article
		=tweet
		=tweet this
		=pin it
		=email
		=e-mail
		=mail
		=print
		=print article
		=print page
		=copy link
		=link copied
		=facebook
		=twitter
		=linkedin
		=whatsapp
		=pinterest
		=reddit
		=telegram
		=flipboard
		=instagram
		=youtube
		=tumblr
		=messenger
		=bluesky
		=mastodon
		=threads
		=xing
		=pocket
		=line
		=teilen
		^teilen auf
		^auf facebook teilen
		^auf twitter teilen
		^diesen artikel teilen
		^artikel teilen
		^artikel drucken
		=drucken
		=partager
		^partager sur
		^partager l'article
		^partagez
		=imprimer
		=compartir
		^compartir en
		=compartilhar
		^compartilhe
		=condividi
		^condividi su
		=delen
		^deel dit
		=del
		=dela
		=udostępnij
		=поделиться
		=シェア
		シェアする
		ツイート
		=分享
		分享到
		=공유
		공유하기
		=مشاركة
		=शेयर
		^share your thoughts
		^bookmark
		=save
		=save article
		=gift article
		^gift this article
		^click to share`,
	Newsletter: `
		newsletter*
		sign up for
		sign up to
		sign up now
		^sign up
		^subscribe
		subscribe now
		subscribe to our
		subscribe today
		subscribe for
		to your inbox
		in your inbox
		into your inbox
		straight to your inbox
		enter your email
		your email address
		email alerts
		^get our
		^get the latest
		^get the best
		^get more
		^get all the
		^get exclusive
		^get email
		^stay informed
		^stay up to date
		^stay up-to-date
		^stay in the know
		^never miss
		^join our
		^join the conversation
		^join thousands
		unsubscribe at any time
		jetzt abonnieren
		^abonnieren sie
		^jetzt anmelden
		^inscrivez-vous
		^abonnez-vous
		^recevez
		^suscríbete
		^suscríbase
		^inscreva-se
		^iscriviti
		^schrijf je in
		^meld je aan
		^zapisz się
		メルマガ
		メールマガジン
		구독하기
		订阅
		訂閱
		اشترك في`,
	Related: `
		^read more
		^read also
		^also read
		^read next
		^read the full
		^read our
		^read:
		^read about
		^more:
		^more from
		^more on
		^more about
		^more in
		^more stories
		^more news
		=more
		=read on
		^see also
		^see more
		^see related
		^related:
		=related
		^related stor*
		^related article*
		^related content
		^related cover*
		^related news
		^related post*
		^related read*
		^related topic*
		^related link*
		^related item*
		^related video*
		^recommended
		^recommended for
		^recommended stor*
		^you may also
		^you might also
		^you may like
		^you might like
		^you might be interested
		^you may be interested
		^you may have missed
		^don't miss
		^up next
		^in case you missed
		^click here
		^tap here
		^watch:
		^watch now
		^watch next
		^watch more
		^listen:
		^listen now
		^listen to this
		^must read
		^top stor*
		^trending
		^most read
		^most popular
		^popular stor*
		^popular post*
		=popular
		^most viewed
		^latest stor*
		^latest news
		^latest article*
		=latest
		^latest from
		^latest in
		=next article
		=previous article
		=next post
		=previous post
		^next story
		^previous story
		^continue reading
		^keep reading
		^further reading
		^explore more
		^view more
		^view all
		^show more
		^load more
		^learn more
		=find out more
		^for more
		^here's more
		^other stories
		^editor's pick*
		^editors' pick*
		=best of
		^what to read next
		^what others are reading
		^also on
		^also in
		^also see
		^elsewhere on
		^around the web
		^from our partners
		^sponsored stor*
		^promoted stor*
		^promoted content
		^paid content
		^in this article
		^in this story
		^featured stor*
		^featured article*
		^story continues
		^article continues
		=featured
		^mehr zum thema
		^mehr zu
		^mehr dazu
		^mehr aus
		^mehr von
		^mehr über
		^zum thema
		^lesen sie auch
		^lesen sie hier
		^lesen sie mehr
		^lesen sie dazu
		^lesen sie
		^lies auch
		^lesetipp
		^weitere artikel
		^weitere nachrichten
		^weitere meldungen
		^weitere themen
		^weitere informationen
		^auch interessant
		^auch spannend
		^das könnte sie auch
		^das könnte dich auch
		^das könnte sie interessieren
		^passend dazu
		^passend zum thema
		^meistgelesen*
		^meist gelesen
		^empfohlen*
		^empfehlung*
		=themen
		^ähnliche artikel
		^verwandte artikel
		^mehr anzeigen
		^jetzt lesen
		=weiterlesen
		^hier geht es
		^hier geht's
		^lire aussi
		^à lire aussi
		^a lire aussi
		^lire également
		^lire plus
		^lire la suite
		=lire
		^voir aussi
		^à voir aussi
		^à lire
		^sur le même sujet
		^sur le même thème
		^les plus lus
		^nos articles
		^en savoir plus
		^pour aller plus loin
		^notre dossier
		^plus d'articles
		^lea también
		^lee también
		^leer más
		^le puede interesar
		^te puede interesar
		^también te puede
		^más información
		^más noticias
		^más sobre
		^ver más
		^relacionad*
		^noticias relacionadas
		^lo más leído
		^lo más visto
		^mira también
		^vea también
		^seguir leyendo
		^leia também
		^leia mais
		^veja também
		^veja mais
		^saiba mais
		^mais lidas
		^leggi anche
		^leggi tutto
		^per approfondire
		^articoli correlati
		^potrebbe interessarti
		^i più letti
		^lees ook
		^lees meer
		^lees verder
		^bekijk ook
		^meer over
		^meest gelezen
		^les også
		^läs också
		^läs mer
		^læs også
		^lue myös
		^lue lisää
		^czytaj także
		^czytaj też
		^czytaj również
		^zobacz też
		^zobacz także
		^zobacz również
		^читайте также
		^читать также
		^читайте еще
		^смотрите также
		^по теме
		^ayrıca okuyun
		^ilgili haberler
		^baca juga
		関連記事
		あわせて読みたい
		合わせて読みたい
		^続きを読む
		おすすめ記事
		^おすすめ
		^人気記事
		^ランキング
		^次のページ
		^前のページ
		^アクセスランキング
		관련기사
		관련 기사
		^인기기사
		^많이 본
		相关阅读
		相关新闻
		相關新聞
		延伸閱讀
		延伸阅读
		推荐阅读
		推薦閱讀
		^热门
		^熱門
		^اقرأ أيضا
		^اقرأ المزيد
		^اقرأ أيضًا
		^إقرأ
		^مواضيع ذات صلة
		^يمكنك قراءة
		^यह भी पढ़ें
		^ये भी पढ़ें
		^इसे भी पढ़ें
		^संबंधित
		^और पढ़ें
		^advertisement - continue`,
	Copyright: `
		copyright
		all rights reserved
		©
		^(c)
		alle rechte vorbehalten
		tous droits réservés
		todos los derechos reservados
		todos os direitos reservados
		tutti i diritti riservati
		riproduzione riservata
		reproduction interdite
		alle rechten voorbehouden
		все права защищены
		無断転載
		禁無断
		著作権
		무단전재
		무단 전재
		저작권자
		版权所有
		版權所有
		جميع الحقوق محفوظة
		may not be published, broadcast
		may not be reproduced
		without permission
		under license
		republish our articles
		creative commons`,
	Cookie: `
		cookie*
		privacy policy
		privacy notice
		terms of service
		terms of use
		terms and conditions
		terms & conditions
		^privacy
		datenschutz*
		your consent
		gdpr
		recaptcha
		politique de confidentialité
		política de privacidad
		política de privacidade
		informativa sulla privacy
		プライバシーポリシー
		利用規約
		개인정보
		隐私政策
		隱私權
		=impressum
		do not sell my`,
	Advert: `
		=advertisement
		=advertisements
		^advertisement
		^advertising
		=ad
		=ads
		=sponsored
		^sponsored by
		^sponsored content
		=anzeige
		=werbung
		^anzeige
		=publicité
		=publicidad
		=publicidade
		=pubblicità
		=advertentie
		=annonse
		=annons
		=annonce
		=reklama
		=реклама
		=広告
		=ad feedback
		=광고
		=广告
		=廣告
		=إعلان
		=विज्ञापन
		skip advertisement
		skip ad
		paid post
		scroll to continue
		continues below
		continue reading below
		story continues below
		article continues below
		ad blocker
		adblock*`,
	Credit: `
		^photo:
		^photo by
		^photo credit
		^photos:
		^photos by
		^photograph:
		^photograph by
		^photographs by
		^photography by
		^photo courtesy
		^photo illustration
		^image:
		^images:
		^image credit*
		^image source
		^image via
		^image courtesy
		^image by
		^picture:
		^picture credit
		^pictures:
		^credit:
		^credit
		^credits:
		^illustration by
		^illustration:
		^illustrations by
		^graphic:
		^video:
		^video by
		^file photo
		^file -
		^foto:
		^foto von
		^fotos:
		^bild:
		^bilder:
		^bildquelle
		^quelle:
		^source:
		^crédit photo
		^crédit
		^crédits
		^photo d'illustration
		^imagen:
		^imagem:
		^fotografía
		^foto di
		^reprodução
		^фото:
		^写真
		^画像
		^사진
		^图片来源
		^图源
		(photo by
		(photo:
		(image:
		(image credit
		(credit:
		(photo credit
		(picture:
		(foto:
		(bild:
		(ap photo
		(ap)
		/ap)
		/ap
		/afp
		/reuters
		/getty
		/shutterstock
		/dpa
		getty images
		via getty
		shutterstock
		istockphoto
		istock
		ap photo
		via ap
		file photo
		imago
		picture alliance
		pa media
		courtesy of
		unsplash
		alamy
		afp via
		via reuters
		epa-efe
		handout
		= ap
		screenshot`,
	Dated: `
		^published
		^posted
		^updated
		^last updated
		^last modified
		^first published
		^modified
		^created
		^originally published
		=just now
		min read
		mins read
		minute read
		minutes read
		min. read
		reading time
		^read time
		time to read
		minutes ago
		hours ago
		hour ago
		days ago
		day ago
		weeks ago
		months ago
		years ago
		^veröffentlicht
		^aktualisiert
		^stand:
		^erstellt
		^zuletzt aktualisiert
		lesezeit
		min. lesezeit
		minuten lesezeit
		^publié
		^mis à jour
		^mise à jour
		^modifié
		temps de lecture
		min de lecture
		^publicado
		^actualizado
		^atualizado
		min de lectura
		min de leitura
		^pubblicato
		^aggiornato
		minuti di lettura
		^gepubliceerd
		^publicerad
		^publisert
		^opublikowano
		^опубликовано
		^обновлено
		^配信
		^公開日
		^更新日
		^掲載
		^입력
		^수정
		^发布
		^發布
		^更新
		^نشر
		^تاريخ
		^प्रकाशित
		^अपडेटेड
		^updated:`,
	Comments: `
		=comments
		=comment
		^comments (
		^comments:
		^leave a comment
		^leave a reply
		^leave your comment
		^post a comment
		^post comment
		^add a comment
		^add comment
		^view comments
		^show comments
		^read comments
		^see comments
		^all comments
		^no comments
		^be the first to comment
		^join the discussion
		^join the debate
		^have your say
		^what do you think
		^log in to comment
		^you must be logged in
		^write a comment
		^comments are closed
		^commenting
		^comment on this
		^comment on
		^leave comment
		^conversation
		^your email address will not be published
		=reply
		=report comment
		^kommentare
		=kommentar
		^kommentar schreiben
		^kommentieren
		^diskutieren sie
		^commentaires
		^laisser un commentaire
		^réagir
		^ajouter un commentaire
		^comentarios
		^comentários
		^deja un comentario
		^deja tu comentario
		^deixe um comentário
		^commenti
		^lascia un commento
		^reacties
		^reageer
		^kommentarer
		^komentarze
		^комментарии
		^комментировать
		^コメント
		^댓글
		^评论
		^評論
		^留言
		^التعليقات
		^تعليق
		^टिप्पणी
		=responses
		^responses (`,
	Bio: `
		is a reporter
		is a senior reporter
		is a staff writer
		is a staff reporter
		is a writer
		is a senior writer
		is a freelance*
		is an author
		is the author of
		is the author and
		is a journalist
		is an award-winning
		award-winning journalist
		award-winning author
		award-winning writer
		award-winning reporter
		is a correspondent
		is a senior correspondent
		is the editor
		is an editor
		is a senior editor
		is a contributing
		is a contributor
		is a regular contributor
		is a columnist
		is a producer
		is a senior fellow
		is a professor of
		is a fellow at
		is editor
		is associate editor
		is deputy editor
		is managing editor
		is executive editor
		is editor-in-chief
		is news editor
		reporter at
		reporter for
		reporter covering
		correspondent for
		correspondent at
		writer at
		writer for
		writer based in
		journalist based in
		reporter based in
		editor at
		covers politics
		covers business
		has covered
		has written for
		has been covering
		his work has appeared
		her work has appeared
		their work has appeared
		work has appeared in
		previously worked
		^about the author
		^about the writer
		^about author
		^about our
		^meet the author
		^written by
		=author
		=authors
		^contact the author
		^more from this author
		^more by
		^view all posts
		^see all posts
		^all posts by
		^posts by
		^author bio
		email him at
		email her at
		e-mail him
		email her
		email him
		reach him at
		reach her at
		can be reached at
		follow him on
		follow her on
		follow them on
		follow me on
		on twitter @
		on twitter at
		on x @
		lives in
		^über den autor
		^über die autorin
		^zum autor
		^zur autorin
		^zur person
		ist redakteur*
		ist autor*
		ist freier
		ist freie
		ist korrespondent*
		ist journalist*
		^à propos de l'auteur
		est journaliste
		est rédact*
		^sobre el autor
		^sobre la autora
		^acerca del autor
		^sobre o autor
		es periodista
		é jornalista
		è giornalista
		^over de auteur
		^автор
		著者プロフィール
		プロフィール
		^기자`,
	Disclosure: `
		affiliate
		earn a commission
		earn commission*
		a small commission
		commission if you
		commission from
		editorially independent
		editorial independence
		we may make money
		we may earn
		we may receive
		we receive compensation
		receives compensation
		receive compensation
		receive a commission
		may receive a portion
		make money when you click
		when you buy through
		when you click on
		if you click on links
		purchase through links
		products independently
		independently selected
		independently reviewed
		independently chosen
		prices were accurate
		prices are accurate
		at the time of publication
		advertiser disclosure
		editorial standards
		editorial policy
		trust principles
		views expressed
		opinions expressed
		the views of the author
		do not necessarily reflect
		does not necessarily reflect
		not necessarily those of
		not constitute
		not financial advice
		not investment advice
		informational purposes only
		for information purposes only
		past performance
		^disclaimer
		^disclosure
		^disclosures
		^haftungsausschluss
		^transparenzhinweis
		provision
		report an error
		report a typo
		suggest a correction
		spotted an error
		found an error
		see something wrong
		ethics statement
		our standards
		why you can trust
		fact-checked
		fact checked by
		reviewed by`,
	App: `
		app store
		google play
		download our app
		download the app
		download app
		our app
		^download
		our mobile app
		^listen to
		^listen on
		^listen
		=play
		=pause
		=mute
		=unmute
		=play video
		^play video
		^watch the video
		^watch video
		^watch live
		^watch:
		^video player
		^loading
		^now playing
		^live:
		^live stream
		audio element
		your browser does not support
		browser doesn't support
		enable javascript
		javascript is
		please enable
		need javascript
		^this video
		^subscribe to the podcast
		apple podcasts
		^video unavailable
		^closed captioning
		^current time
		^text to speech
		^artikel anhören
		^anhören
		^audio
		^écouter
		^escuchar
		^escucha
		^ouvir
		^ouça
		^ascolta
		^transcript
		^slideshow
		^gallery
		^view gallery
		^full screen
		=fullscreen
		^toggle caption
		^hide caption
		^enlarge
		=zoom`,
	By: `
		^by
		^von
		^written by
		^words by
		^words:
		^text by
		^text:
		^text von
		^story by
		^reported by
		^author:
		^authors:
		^autor:
		^autorin:
		^autoren:
		^par
		^por
		^di
		^door
		^av
		^af
		^przez
		^autore:
		^auteur:
		^redacción
		^redação
		^redazione
		^editor:
		^reporter:
		^автор:
		^текст:
		^記者
		^文＝
		^文/
		^作者
		^記者/
		^बाय
		^द्वारा
		^بقلم
		^كتب`,
	Donate: `
		donate
		donation*
		^support our
		^support us
		^support the
		become a member
		become a subscriber
		become a patron
		become a supporter
		your support
		make a contribution
		tax-deductible
		membership program
		jetzt spenden
		unterstützen sie
		faire un don
		soutenez
		reader-supported
		reader supported
		readers like you
		independent journalism
		nonprofit newsroom
		crowdfund*
		patreon`,
	Login: `
		=sign in
		=log in
		=login
		=logout
		=log out
		=register
		=my account
		=create account
		^sign in
		^log in
		^login
		^already a subscriber
		^already a member
		^already have an account
		^already registered
		^create a free account
		^create an account
		^to continue reading
		^continue reading with
		^this content is for
		^this article is for
		^this is a subscriber
		^subscriber only
		^subscribers only
		^for subscribers
		^you have reached
		^you've reached
		free articles
		remaining articles
		to read the full
		to unlock
		^unlock
		start your free
		free trial
		cancel anytime
		cancel any time
		^welcome back
		forgot password
		forgot your password
		^angemeldet
		=anmelden
		=einloggen
		bereits abonnent
		jetzt testen
		jetzt weiterlesen
		weiterlesen mit
		mit einem abo
		^déjà abonné
		réservé aux abonnés
		réservé à nos abonnés
		^connectez-vous
		se connecter
		=connexion
		^ya eres suscriptor
		exclusivo para suscriptores
		iniciar sesión
		^inicia sesión
		^sei già abbonato
		contenido exclusivo
		conteúdo exclusivo
		会員限定
		有料会員
		ログイン
		로그인
		登录
		登入
		تسجيل الدخول`,
	Control: `
		=close
		=menu
		=search
		=back
		=next
		=previous
		=prev
		=more
		=open
		=cancel
		=ok
		=submit
		=send
		=skip
		=home
		=top
		=edit
		=reset
		=apply
		=done
		=dismiss
		=loading
		=expand
		=collapse
		=hide
		=show
		^skip to
		^jump to
		^back to
		^go to
		^scroll
		^toggle
		^click to
		^tap to
		^open in
		^opens in
		opens in a new
		opens in new
		open in new
		öffnet in neuem
		=schließen
		=suche
		=menü
		=startseite
		=zurück
		=weiter
		^zum inhalt
		^nach oben
		^direkt zum
		=fermer
		=accueil
		=rechercher
		^aller au
		=cerrar
		=inicio
		=buscar
		^ir al
		=fechar
		=chiudi
		=cerca
		=sluiten
		=zoeken
		=zamknij
		=закрыть
		=閉じる
		=検索
		=닫기
		=검색
		=关闭
		=搜索
		=關閉
		=搜尋
		=إغلاق
		=बंद करें
		=translate
		^select language
		^font size
		=text size
		=aa
		=listen
		=watch
		^view image
		^view full
		^enlarge image
		^image gallery
		^view original`,
	Tagged: `
		^tags
		^tag:
		^tagged
		^topics
		^topic:
		^filed under
		^filed to
		^filed in
		^categories
		^category:
		^posted in
		^keywords
		^key words
		^hashtags
		^labels
		^schlagworte
		^schlagwörter
		^themen:
		^stichwort*
		^mots-clés
		^mots clés
		^tags:
		^etiquetas
		^temas
		^argomenti
		^trefwoorden
		^tagi
		^теги
		^метки
		^タグ
		^キーワード
		^カテゴリ
		^태그
		^标签
		^標籤
		^關鍵字
		^关键词
		^وسوم
		^टैग
		^in this section
		^on this page
		^in diesem artikel
		^table of contents
		^contents
		^inhaltsverzeichnis
		^inhalt
		^sommaire
		^sources:
		^read in
		^people mentioned
		^companies mentioned`,
	Follow: `
		^follow us
		^follow
		^follow on
		^follow the
		^follow our
		^like us on
		^find us on
		^connect with us
		^connect with
		^contact us
		^contact
		^send us
		^got a tip
		^have a tip
		^do you have
		^have a story
		^have a news
		^got a story
		^send tips
		^tips@
		^email us
		^write to us
		^reach out
		^visit our
		^visit us
		^letters to the editor
		^to contact
		^add us
		^set as preferred
		^google news
		on google news
		preferred source
		^folgen sie uns
		^folgen
		^suivez-nous
		^suivez
		^síguenos
		^sigue
		^siga
		^seguici
		^volg ons
		^obserwuj nas
		^подписывайтесь
		^подпишитесь
		^フォロー
		^팔로우
		^关注
		^關注
		^تابعنا
		^फॉलो
		join our whatsapp
		whatsapp channel
		telegram channel
		whatsapp-kanal
		on facebook and
		follow us on`,
	Agency: `
		^reporting by
		^(reporting by
		^additional reporting by
		^(additional reporting
		^editing by
		^(editing by
		^writing by
		^compiled by
		^edited by
		^with reporting by
		^with additional reporting
		^with files from
		^with inputs from
		^with agency inputs
		^(with inputs
		^(with agency
		^with contributions from
		contributed to this report
		contributed to this story
		contributed to this article
		contributed reporting
		contributed to the report
		^mit material
		^(mit material
		^avec afp
		^(avec afp
		^con información de
		^con informazioni
		^the associated press contributed
		^the canadian press
		^this report by
		^this story has been published from
		^(this story has not been edited
		this story has been published from a wire`,
	Origin: `
		^this article originally
		^this story originally
		^this article was originally
		^this story was originally
		^this article first
		^this story first
		^this post originally
		^this article appeared
		^this article was first
		^originally appeared
		^originally published
		^first published
		^first appeared
		^a version of this
		originally appeared on
		originally published by
		originally published on
		originally published in
		first appeared on
		appeared first on
		appears in print
		this article was produced
		this story was produced
		this article was written by
		this story was written by
		^this article is from
		^this article was
		^this story was
		^this story is
		^dieser artikel erschien
		^dieser artikel ist
		^dieser text
		^cet article
		^este artículo
		^este artigo`,
	Correction: `
		^correction
		^corrections
		^clarification
		^editor's note
		^editors' note
		^editor note
		^editor’s note
		^note:
		^note to readers
		^anm. d. red
		^anmerkung der redaktion
		^korrektur
		^update:
		^this article has been updated
		^this story has been updated
		^this post has been updated
		has been corrected to
		has been updated to
		^an earlier version
		^note de l'éditeur
		^nota del editor`,
}
