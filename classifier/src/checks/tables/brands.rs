//! Names that phishing borrows, with the domains their owners really write from.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use rustc_hash::FxHashSet;

use super::top_level_domains::is_cheap;
use crate::domain::RegistrableDomain;

/// A name people trust.
pub(in crate::checks) struct Brand {
    /// How it is written in a display name, folded.
    pub(in crate::checks) names: &'static [&'static str],
    /// How it appears as a whole label, or between hyphens, of a host name. Short ones
    /// such as `au` are left out: they stand in too many honest names.
    pub(in crate::checks) labels: &'static [&'static str],
    /// The registrable domains its owner uses.
    pub(in crate::checks) domains: &'static [&'static str],
}

impl Brand {
    /// Whether a domain is one of its owner's. Owners of a top-level domain own all below it.
    pub(in crate::checks) fn owns(&self, domain: &RegistrableDomain) -> bool {
        let listed = self.domains.iter().any(|&own| match own.strip_prefix('.') {
            Some(top) => domain.as_str().rsplit('.').next() == Some(top),
            None => domain.as_str() == own,
        });
        listed || self.is_national(domain.as_str())
    }

    /// Whether a whole folded display name is this brand's, and nothing more.
    pub(in crate::checks) fn is_called(&self, name: &str) -> bool {
        let whole = name.trim();
        let alone = ALONE.iter().find(|(alone, _)| *alone == whole);
        self.labels.contains(&whole) || alone.is_some_and(|(_, domain)| self.domains.first() == Some(domain))
    }

    /// Whether a domain is the bare name under a country's ending, as in `apple.com.au`:
    /// those are registered by the owners or fought for by them.
    fn is_national(&self, domain: &str) -> bool {
        let Some((name, suffix)) = domain.split_once('.') else { return false };
        let country = suffix.rsplit('.').next().is_some_and(|top| top.len() == 2);
        country && !is_cheap(domain) && self.labels.contains(&name)
    }
}

static NAMES: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::new(BRANDS.iter().flat_map(|brand| brand.names)).ok());
/// The labels of all brands.
pub(in crate::checks) static LABELS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| BRANDS.iter().flat_map(|brand| brand.labels).copied().collect());

/// Names that are common words, and a brand's only where they are all there is, with the first of its domains.
const ALONE: &[(&str, &str)] = &[("line", "line.me"), ("ライン", "line.me")];

/// Whether any brand's name stands in a folded display name, be it within a word, or the whole
/// is one of its labels.
pub(in crate::checks) fn may_name_a_brand(name: &str) -> bool {
    let whole = name.trim();
    LABELS.contains(whole)
        || ALONE.iter().any(|(alone, _)| *alone == whole)
        || NAMES.as_ref().is_none_or(|names| names.is_match(name))
}

const fn brand(
    names: &'static [&'static str],
    labels: &'static [&'static str],
    domains: &'static [&'static str],
) -> Brand {
    Brand { names, labels, domains }
}

/// All of them.
pub(in crate::checks) const BRANDS: &[Brand] = &[
    brand(
        &["amazon", "アマゾン"],
        &["amazon", "amazonjp", "amazoncojp"],
        &[
            "amazon.co.jp",
            "amazon.com",
            "amazon.co.uk",
            "amazon.de",
            "amazon.fr",
            "amazon.jp",
            "amazonaws.com",
            "amazonses.com",
            "media-amazon.com",
            "ssl-images-amazon.com",
            "amazonpay.com",
            "amazon.dev",
            "a2z.com",
            "aws.com",
            ".amazon",
            ".aws",
        ],
    ),
    brand(
        &["楽天", "rakuten"],
        &["rakuten", "rakutencard", "rakutenbank"],
        &[
            "rakuten.co.jp",
            "rakuten.com",
            "rakuten.ne.jp",
            "rakuten.jp",
            "rakuten-card.co.jp",
            "rakuten-bank.co.jp",
            "rakuten-sec.co.jp",
            "rakuten-sec.net",
            "rakuten-edy.co.jp",
            "rakuten-life.co.jp",
            "rakuten-sonpo.co.jp",
            "r10s.jp",
            "r10s.com",
            "rakutenmobile.co.jp",
            "rakuten-insurance.co.jp",
        ],
    ),
    brand(
        &["三井住友", "smbc"],
        &["smbc", "smbccard", "smbc-card", "vpass"],
        &[
            "smbc.co.jp",
            "smbc-card.com",
            "vpass.ne.jp",
            "smbcnikko.co.jp",
            "smbcgroup.com",
            "smbc-cf.com",
            "smfg.co.jp",
            "ms-ins.com",
            "smtb.jp",
            "smtg.jp",
            "smtpf.jp",
            "smd-am.co.jp",
            "smbc-fs.co.jp",
            "smcc.jp",
            "aioinissaydowa.co.jp",
            "ms-ad-hd.com",
            "sumitomolife.co.jp",
            "mitsui-sumitomo.com",
        ],
    ),
    brand(
        &["三菱ufj", "三菱東京ufj", "mufg"],
        &["mufg", "bk-mufg", "mufgcard", "ufj"],
        &[
            "mufg.jp",
            "mufg.com",
            "mufgcard.com",
            "cr.mufg.jp",
            "bk.mufg.jp",
            "mufgbk.com",
            "mufg-nicos.jp",
            "kabu.com",
        ],
    ),
    brand(
        &["みずほ"],
        &["mizuhobank", "mizuho"],
        &[
            "mizuhobank.co.jp",
            "mizuho-fg.co.jp",
            "mizuho-sc.com",
            "mizuhobank.com",
            "mizuho-tb.co.jp",
            "mizuhogroup.com",
            "mizuho-rt.co.jp",
        ],
    ),
    brand(
        &["ゆうちょ"],
        &["japanpostbank", "jp-bank", "yucho"],
        &["japanpost.jp", "jp-bank.jp", "jp-bank.japanpost.jp"],
    ),
    brand(
        &["日本郵便", "郵便局"],
        &["japanpost", "jppost", "yubin"],
        &[
            "japanpost.jp",
            "japanpost.co.jp",
            "post.japanpost.jp",
            "jp-network.japanpost.jp",
            "yubin-nenga.jp",
        ],
    ),
    brand(&["jcb"], &["jcb", "myjcb"], &["jcb.co.jp", "jcb.com", "jcbcorporate.com"]),
    brand(
        &["イオンカード", "イオン銀行", "イオンフィナンシャル"],
        &["aeon", "aeoncard", "aeonbank"],
        &[
            "aeon.co.jp",
            "aeonbank.co.jp",
            "aeon.info",
            "aeonfinancial.co.jp",
            "aeon.com",
            "aeonretail.com",
            "aeoncredit.com",
        ],
    ),
    brand(
        &["エポスカード", "エポス"],
        &["eposcard", "epos"],
        &["eposcard.co.jp", "0101.co.jp", "epos.com", "epos.co.jp"],
    ),
    brand(
        &["セゾンカード", "uc カード", "saison"],
        &["saisoncard"],
        &["saisoncard.co.jp", "uccard.co.jp", "saison.co.jp"],
    ),
    brand(&["オリコ"], &["orico"], &["orico.co.jp", "orico.jp"]),
    brand(&["ビューカード", "viewcard"], &["viewcard"], &["jreast.co.jp", "viewcard.co.jp", "view-card.com"]),
    brand(
        &["えきねっと", "jr東日本"],
        &["eki-net", "ekinet"],
        &["eki-net.com", "jreast.co.jp", "ekinet.com", "jrepoint.jp"],
    ),
    brand(
        &["etc利用照会", "etcマイレージ", "etcサービス"],
        &["etc-meisai", "etcmeisai"],
        &["etc-meisai.jp", "smile-etc.jp", "etc-user.jp", "go-etc.jp"],
    ),
    brand(
        &["ヤマト運輸", "クロネコヤマト", "クロネコ"],
        &["kuronekoyamato", "yamatotransport"],
        &["kuronekoyamato.co.jp", "yamato-hd.co.jp", "kuronekoyamato.com"],
    ),
    brand(
        &["佐川急便", "sagawa"],
        &["sagawa", "sagawa-exp"],
        &["sagawa-exp.co.jp", "sagawa-mov.jp", "sg-hldgs.co.jp"],
    ),
    brand(
        &["ドコモ", "docomo", "dアカウント", "dカード"],
        &["docomo", "nttdocomo"],
        &[
            "docomo.ne.jp",
            "nttdocomo.com",
            "nttdocomo.co.jp",
            "docomo.com",
            "d-card.jp",
            "dpoint.jp",
            "spmode.ne.jp",
        ],
    ),
    brand(
        &["auじぶん銀行", "au pay", "auかんたん決済"],
        &["aupay", "auid", "jibunbank"],
        &["au.com", "kddi.com", "auone.jp", "jibunbank.co.jp", "ezweb.ne.jp", "wowma.jp", "auone-net.jp"],
    ),
    brand(
        &["ソフトバンク", "softbank"],
        &["softbank", "mysoftbank"],
        &["softbank.jp", "softbank.ne.jp", "softbank.co.jp", "ymobile.jp", "softbankbb.co.jp"],
    ),
    brand(
        &["paypay"],
        &["paypay", "paypaycard"],
        &[
            "paypay.ne.jp",
            "paypay-card.co.jp",
            "paypay-bank.co.jp",
            "paypay-corp.co.jp",
            "paypay-sec.co.jp",
            "yahoo.co.jp",
        ],
    ),
    brand(
        &["メルカリ", "mercari"],
        &["mercari"],
        &["mercari.com", "mercari.jp", "merpay.com", "mercoin.com"],
    ),
    brand(&["国税庁", "e-tax", "税務署"], &["e-tax", "nta", "etax"], &["nta.go.jp", "e-tax.nta.go.jp"]),
    brand(
        &["マイナポータル", "マイナポイント"],
        &["myna", "mynaportal"],
        &["myna.go.jp", "digital.go.jp", "soumu.go.jp"],
    ),
    brand(&["日本年金機構"], &["nenkin"], &["nenkin.go.jp"]),
    brand(
        &["sbi証券", "住信sbi"],
        &["sbisec", "netbk"],
        &["sbisec.co.jp", "netbk.co.jp", "sbi.co.jp", "sbigroup.co.jp"],
    ),
    brand(&["野村證券", "野村証券"], &["nomura"], &["nomura.co.jp", "nomura.com", "nomuraholdings.com"]),
    brand(&["マネックス証券"], &["monex"], &["monex.co.jp"]),
    brand(&["松井証券"], &["matsui"], &["matsui.co.jp"]),
    brand(
        &[
            "icloud",
            "アップル",
            "apple id",
            "apple support",
            "apple store",
            "apple pay",
            "apple inc",
            "apple サポート",
        ],
        &["apple", "icloud", "appleid"],
        &["apple.com", "icloud.com", "me.com", "mac.com", "itunes.com", ".apple"],
    ),
    brand(
        &["microsoft", "office 365", "microsoft 365", "マイクロソフト"],
        &["microsoft", "office365", "microsoftonline"],
        &[
            "microsoft.com",
            "microsoftonline.com",
            "outlook.com",
            "office.com",
            "office365.com",
            "live.com",
            "azure.com",
            "microsoft365.com",
            "linkedin.com",
            "github.com",
            "skype.com",
            "windows.com",
            "xbox.com",
            "msn.com",
            "onmicrosoft.com",
            ".microsoft",
        ],
    ),
    brand(
        &["google", "gmail team"],
        &["google", "gmail"],
        &[
            "google.com",
            "google.co.jp",
            "gmail.com",
            "googlegroups.com",
            "googlemail.com",
            "youtube.com",
            "googleusercontent.com",
            "googleapis.com",
            "gstatic.com",
            "withgoogle.com",
            "google.dev",
            ".google",
        ],
    ),
    brand(
        &["paypal", "ペイパル"],
        &["paypal"],
        &[
            "paypal.com",
            "paypal.co.jp",
            "paypal-communication.com",
            "paypal.me",
            "paypal.de",
            "paypal.co.uk",
            "paypalobjects.com",
            "paypal-corp.com",
        ],
    ),
    brand(
        &["netflix", "ネットフリックス"],
        &["netflix"],
        &["netflix.com", "nflxext.com", "nflximg.net", "netflix.net"],
    ),
    brand(
        &["facebook", "instagram"],
        &["facebook", "instagram"],
        &[
            "facebook.com",
            "facebookmail.com",
            "instagram.com",
            "meta.com",
            "fb.com",
            "fbcdn.net",
            "metamail.com",
        ],
    ),
    brand(&["dhl", "dhl express"], &["dhl"], &["dhl.com", "dhl.de", "dhl.co.jp", "dpdhl.com"]),
    brand(&["fedex", "フェデックス"], &["fedex"], &["fedex.com"]),
    brand(&["ups", "usps"], &["usps"], &["ups.com", "usps.com", "usps.gov"]),
    brand(
        &["ebay"],
        &["ebay"],
        &["ebay.com", "ebay.co.uk", "ebay.de", "ebay.co.jp", "ebayinc.com", "ebaystatic.com"],
    ),
    brand(
        &["citibank", "citi bank"],
        &["citibank"],
        &["citi.com", "citibank.com", "citigroup.com", "citibank.co.jp"],
    ),
    brand(&["bank of america"], &["bankofamerica"], &["bankofamerica.com", "bofa.com"]),
    brand(&["wells fargo"], &["wellsfargo"], &["wellsfargo.com"]),
    brand(
        &["chase bank", "jpmorgan chase"],
        &["chasebank", "jpmorganchase"],
        &["chase.com", "jpmorgan.com", "jpmorganchase.com"],
    ),
    brand(
        &["american express", "アメリカン・エキスプレス"],
        &["americanexpress", "amex"],
        &["americanexpress.com", "aexp.com", "amexnetwork.com", "aexp-static.com"],
    ),
    brand(
        &["dropbox"],
        &["dropbox"],
        &["dropbox.com", "dropboxmail.com", "dropbox.net", "dropboxusercontent.com"],
    ),
    brand(&["docusign"], &["docusign"], &["docusign.com", "docusign.net"]),
    // By itself it is a common word.
    brand(
        &[
            "lineアカウント",
            "line アカウント",
            "lineセキュリティ",
            "line公式",
            "lineサポート",
            "line pay",
            "lineヤフー",
        ],
        &["linecorp"],
        &["line.me", "line.biz", "linecorp.com", "lycorp.co.jp", "line-apps.com", "yahoo.co.jp"],
    ),
    brand(&["coinbase", "コインベース"], &["coinbase"], &["coinbase.com"]),
    brand(&["binance", "バイナンス"], &["binance"], &["binance.com", "binance.us"]),
    brand(&["metamask", "メタマスク"], &["metamask"], &["metamask.io", "consensys.io", "consensys.net"]),
    brand(&["coincheck", "コインチェック"], &["coincheck"], &["coincheck.com", "coincheck.jp"]),
    brand(&["bitflyer", "ビットフライヤー"], &["bitflyer"], &["bitflyer.com", "bitflyer.jp"]),
    // By itself it is the name of other companies, too.
    brand(
        &["nhkプラス", "nhk受信料", "nhk 受信料", "nhk one", "日本放送協会"],
        &["nhk"],
        &["nhk.or.jp", "nhk.jp", "nhk-ondemand.jp", "nhk-ep.co.jp", "nhk-ed.co.jp"],
    ),
    brand(&["costco", "コストコ"], &["costco"], &["costco.com", "costco.co.jp"]),
    brand(&["walmart", "ウォルマート"], &["walmart"], &["walmart.com"]),
    brand(&["警視庁", "警察庁"], &["keishicho"], &["npa.go.jp", "tokyo.lg.jp", "tokyo.jp"]),
    // `ana` is a person's name more often than an airline's.
    brand(
        &["日本航空", "jalマイレージ", "jal マイレージ", "jalカード", "jal カード"],
        &["jal"],
        &["jal.com", "jal.co.jp", "jalcard.co.jp"],
    ),
    brand(
        &["全日空", "anaマイレージ", "ana マイレージ", "anaカード", "ana カード"],
        &["anamileage"],
        &["ana.co.jp", "anahd.co.jp", "ana-x.co.jp"],
    ),
    brand(
        &["りそな"],
        &["resona", "resonabank"],
        &["resonabank.co.jp", "resona-gr.co.jp", "resonacard.co.jp", "saitamaresona.co.jp"],
    ),
    brand(&["東京電力", "tepco"], &["tepco"], &["tepco.co.jp"]),
    brand(&["東京ガス"], &["tokyo-gas", "tokyogas"], &["tokyo-gas.co.jp"]),
    brand(&["spotify"], &["spotify"], &["spotify.com", "scdn.co"]),
    brand(&["adobe"], &["adobe"], &["adobe.com", "adobesign.com", "echosign.com"]),
    brand(&["nintendo", "任天堂"], &["nintendo"], &["nintendo.com", "nintendo.co.jp", "nintendo.net"]),
    brand(
        &["disney+", "disney plus", "ディズニープラス"],
        &["disneyplus"],
        &["disneyplus.com", "disney.com", "disney.co.jp", "go.com"],
    ),
    brand(&["hsbc"], &["hsbc"], &["hsbc.com"]),
    brand(&["barclays"], &["barclays"], &["barclays.com", "barclays.co.uk", "barclaycard.co.uk"]),
    brand(&["hmrc"], &["hmrc"], &["hmrc.gov.uk", "tax.service.gov.uk", "service.gov.uk"]),
    brand(&["internal revenue service"], &[], &["irs.gov"]),
    brand(&["royal mail"], &["royalmail"], &["royalmail.com"]),
    brand(&["mcafee", "マカフィー"], &["mcafee"], &["mcafee.com"]),
    brand(&["norton lifelock", "nortonlifelock"], &["nortonlifelock"], &["norton.com", "nortonlifelock.com"]),
    brand(&["geek squad"], &["geeksquad"], &["geeksquad.com", "bestbuy.com"]),
];
