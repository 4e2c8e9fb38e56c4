with

validation_errors as (

    select ano_emissao, mes_emissao, uf, municipio, status_registro, especie_arma, marca_arma, calibre_arma, sexo, categoria
    from "raw"."registros"
    group by ano_emissao, mes_emissao, uf, municipio, status_registro, especie_arma, marca_arma, calibre_arma, sexo, categoria
    having count(*) > 1

)

select * from validation_errors
